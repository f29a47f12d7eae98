/**
 * One console, one owner: a command attaches to the console that runs on the same data folder, or is the console for
 * as long as it lasts. Either way it speaks the same contract.
 */

import { homedir } from 'node:os';
import { createRouterClient } from '@orpc/server';
import { fail, ok, type Problem, type Result } from '../../shared/messaging/problem.ts';
import { cliProblem } from '../../shared/problems/cli.ts';
import type { TunnelKind } from '../engine/features/reports/index.ts';
import { attachToConsole, type Client } from '../engine/local-socket/attach.ts';
import { sourceWorkers } from '../engine/source-workers.ts';
import { type Console, startConsole } from '../engine/start.ts';
import { downloadsFolder } from './downloads.ts';
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
  /** A backup that is to be restored: a database that is too damaged to be opened makes way for it. */
  readonly replaceDamagedWith?: string;
};

/** What a command works with; `client` and `owner` are others after reopen(). */
export type Session = {
  readonly client: Client;
  /** The console, where this command is it. */
  readonly owner: Console | null;
  /** Resolves when the console that this command is attached to has gone. */
  readonly lost: Promise<void>;
  /** Whether it has: then every call rejects. */
  isLost(): boolean;
  /** After the console has gone: attaches to the next one, or is the console from now on. */
  reopen(): Promise<Result<null>>;
  close(): Promise<void>;
};

type Opened = Omit<Session, 'reopen'>;

/** How long a console that holds the folder may take until it listens. */
const attachPatienceMs = 10_000;

/** Becomes the console of the folder, or attaches to the one there is. */
export async function openSession(options: SessionOptions): Promise<Result<Session>> {
  const opened = await open(options);
  if (!opened.ok) return opened;
  let current = opened.value;
  return ok({
    get client() {
      return current.client;
    },
    get owner() {
      return current.owner;
    },
    get lost() {
      return current.lost;
    },
    isLost: () => current.isLost(),
    async reopen() {
      const again = await open(options);
      if (!again.ok) return again;
      current = again.value;
      return ok(null);
    },
    close: () => current.close(),
  });
}

async function open(options: SessionOptions): Promise<Result<Opened>> {
  const giveUpAt = Date.now() + attachPatienceMs;
  for (;;) {
    const started = await startConsole({
      ...options,
      shell: 'headless',
      version,
      downloads: downloadsFolder(process.env, homedir()),
      workers: sourceWorkers,
    });
    if (started.ok) {
      const console = started.value;
      return ok({
        client: createRouterClient(console.router, { context: { mayNameFiles: true } }),
        owner: console,
        lost: new Promise(() => undefined),
        isLost: () => false,
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

/** Attaches to the console that runs on the folder, and to no other. @returns null where none does (or not yet) */
export async function attachSession(folder: string): Promise<Result<Session> | null> {
  const attached = await attachToConsole(folder, version);
  if (attached === null || !attached.ok) return attached;
  return ok({ ...attached.value, owner: null, reopen: () => Promise.resolve(fail(consoleGone())) });
}

/** What a command says that can't go on without the console it was attached to. */
export function consoleGone(): Problem {
  return cliProblem('console-gone');
}
