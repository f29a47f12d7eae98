/**
 * One console, one owner: a command attaches to the console that runs on the same data folder, or is the console for
 * as long as it lasts. Either way it speaks the same contract.
 */
import { createRouterClient } from '@orpc/server';
import { ok, type Result } from '../../shared/messaging/problem.ts';
import { type Console, startConsole } from '../core/console.ts';
import { attachToConsole, type Client } from '../core/control/attach.ts';
import type { TunnelKind } from '../core/tunnel/tunnel.ts';
import { version } from './version.ts';

export type SessionOptions = {
  readonly folder: string;
  readonly passphrase: string | null;
  readonly tunnel: TunnelKind | null;
  readonly tunnelHost: string | null;
  readonly callbackPort: number | null;
  readonly callbackPathPrefix: string;
  /** What a page this console serves is opened with; absent: it serves none. */
  readonly openPage?: () => Promise<Result<{ url: string | null }>>;
};

export type Session = {
  readonly client: Client;
  /** The console, where this command is it. */
  readonly owner: Console | null;
  /** Resolves when the console that this command is attached to has gone. */
  readonly lost: Promise<void>;
  close(): Promise<void>;
};

/** How long a console that holds the folder may take until it listens. */
const attachPatienceMs = 10_000;

const core = (name: string): URL => new URL(`../core/${name}`, import.meta.url);

/** Becomes the console of the folder, or attaches to the one there is. */
export async function openSession(options: SessionOptions): Promise<Result<Session>> {
  const giveUpAt = Date.now() + attachPatienceMs;
  for (;;) {
    const started = await startConsole({
      ...options,
      shell: 'headless',
      version,
      workers: {
        writer: core('store/writer-worker.ts'),
        reader: core('store/reader-worker.ts'),
        tunnel: core('tunnel/tunnel-worker.ts'),
      },
    });
    if (started.ok) {
      const console = started.value;
      return ok({
        client: createRouterClient(console.router),
        owner: console,
        lost: new Promise(() => undefined),
        close: () => console.stop(),
      });
    }
    if (started.problem.code !== 'folder-in-use') return started;
    // Between taking the folder and listening, or between closing and ending, a console can't be attached to yet.
    const attached = await attachSession(options.folder);
    if (attached !== null) return attached;
    if (Date.now() > giveUpAt) return started;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Attaches to the console that runs on the folder. @returns null where none does (or not yet) */
export async function attachSession(folder: string): Promise<Result<Session> | null> {
  const attached = await attachToConsole(folder, version);
  if (attached === null || !attached.ok) return attached;
  return ok({ ...attached.value, owner: null });
}
