import { existsSync } from 'node:fs';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { type Contract, contractVersion } from '../../../shared/contract/contract.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { engineProblem } from '../../../shared/problems/engine.ts';
import { controlAddress } from './address.ts';

export type Client = ContractRouterClient<Contract>;

export type Attached = {
  readonly client: Client;
  /** Resolves when the console has gone; every call that is under way then, or made later, rejects. */
  readonly lost: Promise<void>;
  isLost(): boolean;
  close(): Promise<void>;
};

/**
 * Attaches to the console that runs on a data folder, by the socket in it.
 * @param version our own, for the message when the other's contract is another
 * @returns null where none listens (or not yet); problem `other-version`
 */
export async function attachToConsole(folder: string, version: string): Promise<Result<Attached> | null> {
  let address: string;
  try {
    address = controlAddress(folder);
  } catch {
    // No console of ours listens where others could.
    return null;
  }
  if (process.platform !== 'win32' && !existsSync(address)) return null;
  const socket = new WebSocket(`ws+unix://${address}:/`, { maxPayload: 64 * 1024 * 1024 });
  const lost = Promise.withResolvers<void>();
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!opened) return null;
  socket.on('error', () => socket.terminate());
  let gone = false;
  socket.once('close', () => {
    gone = true;
    lost.resolve();
  });
  // ws has what the link uses of a browser's WebSocket; its types say it otherwise.
  const client: Client = createORPCClient(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  // One that is closing can still be connected to, and goes before it answers.
  const info = await client.console.info().catch(() => null);
  if (info === null) {
    socket.terminate();
    return null;
  }
  if (info.contract !== contractVersion) {
    socket.close();
    return fail(engineProblem('other-version', { version: info.version, version2: version }));
  }
  return ok({
    client,
    lost: lost.promise,
    isLost: () => gone || socket.readyState !== WebSocket.OPEN,
    async close() {
      socket.close();
      await lost.promise;
    },
  });
}
