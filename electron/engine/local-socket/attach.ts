import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { type Contract, contractVersion } from '../../../shared/contract/contract.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { engineProblem } from '../../../shared/problems/engine.ts';
import { controlAddress, mayListen } from './address.ts';

export type Client = ContractRouterClient<Contract>;

export type Attached = {
  readonly client: Client;
  /** Resolves when the console is gone; every call under way then, or made later, rejects. */
  readonly lost: Promise<void>;
  isLost(): boolean;
  close(): Promise<void>;
};

/**
 * Attaches to the console that runs on a data folder, by the socket in it.
 * @param version our version, for the message if the console has another contract
 * @returns null if there is no console (or not yet); problem `other-version`
 */
export async function attachToConsole(folder: string, version: string): Promise<Result<Attached> | null> {
  if (!mayListen(folder)) return null;
  const socket = new WebSocket(`ws+unix://${controlAddress(folder)}:/`, { maxPayload: 64 * 1024 * 1024 });
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
  // ws has the needed parts of a browser's WebSocket, but its types differ.
  const client: Client = createORPCClient(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  // A console that is closing still accepts connections, but ends before it answers.
  const info = await client.console.info().catch(() => null);
  if (info === null) {
    socket.terminate();
    return null;
  }
  if (info.contract !== contractVersion) {
    socket.close();
    return fail(engineProblem('other-version', { runningVersion: info.version, ownVersion: version }));
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
