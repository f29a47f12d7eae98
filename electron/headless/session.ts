/**
 * One console, one owner: a command attaches to the console that runs on the same data folder, or is the console for
 * as long as it lasts. Either way it speaks the same contract.
 */
import { existsSync } from 'node:fs';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { WebSocket } from 'ws';
import { type Contract, contractVersion } from '../../shared/contract/contract.ts';
import { fail, ok, problem, type Result } from '../../shared/messaging/problem.ts';
import { type Console, startConsole } from '../core/console.ts';
import { controlAddress } from '../core/control/address.ts';
import type { TunnelKind } from '../core/tunnel/tunnel.ts';
import { version } from './version.ts';

export type Client = ContractRouterClient<Contract>;

export type SessionOptions = {
  readonly folder: string;
  readonly passphrase: string | null;
  readonly tunnel: TunnelKind | null;
  readonly tunnelHost: string | null;
  readonly callbackPort: number | null;
  readonly callbackPathPrefix: string;
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
    const attached = await attach(options.folder);
    if (attached !== null) return attached;
    if (Date.now() > giveUpAt) return started;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function attach(folder: string): Promise<Result<Session> | null> {
  const address = controlAddress(folder);
  if (process.platform !== 'win32' && !existsSync(address)) return null;
  const socket = new WebSocket(`ws+unix://${address}:/`, { maxPayload: 64 * 1024 * 1024 });
  const lost = Promise.withResolvers<void>();
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!opened) return null;
  socket.on('error', () => socket.terminate());
  socket.once('close', () => lost.resolve());
  const client: Client = createORPCClient(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  const info = await client.console.info();
  if (info.contract !== contractVersion) {
    socket.close();
    return fail(
      problem(
        'other-version',
        `The console that runs on this folder is Omnideck ${info.version}, this is ${version}.`,
        'Close it, or use the same version.',
      ),
    );
  }
  return ok({
    client,
    owner: null,
    lost: lost.promise,
    async close() {
      socket.close();
      await lost.promise;
    },
  });
}
