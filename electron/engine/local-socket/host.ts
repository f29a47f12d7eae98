import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { errorMessage } from '../../../shared/error-message.ts';
import { fail, type Problem } from '../../../shared/messaging/problem.ts';
import { engineProblem } from '../../../shared/problems/engine.ts';
import { commandLineActor } from '../acting.ts';
import { callSockets } from '../call-socket.ts';
import { closeServer } from '../close-server.ts';
import { type Own, required } from '../lifecycle.ts';
import type { MalformedFrames } from '../malformed-frames.ts';
import type { NoteFailure } from '../note-failure.ts';
import type { ContractRouter } from '../router.ts';
import { controlAddress } from './address.ts';

export type ControlHost = {
  readonly address: string;
  /** Returns the number of attached clients. */
  clients(): number;
};

/** The maximum size of a call. Ten thousand recipients and a chain of texts need far less. */
const largestMessage = 16 * 1024 * 1024;

/**
 * Lets other commands of this user attach to the console: the contract over WebSocket on a socket that only
 * this user can open (mode 0600 in a folder of mode 0700).
 */
export async function startControlHost(
  needs: {
    readonly folder: string;
    readonly router: ContractRouter;
    readonly changes: { close(): void };
    readonly noteFailure: NoteFailure;
    readonly malformedFrames: MalformedFrames;
  },
  own: Own,
): Promise<ControlHost> {
  const { folder, router, changes, noteFailure, malformedFrames } = needs;
  let address: string;
  try {
    address = controlAddress(folder);
    // The process that left the socket is gone, because this process holds the folder's lock.
    if (process.platform !== 'win32') rmSync(address, { force: true });
  } catch (error) {
    return required(fail(noSocket(error)));
  }
  const server = createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({
    server,
    maxPayload: largestMessage,
    WebSocket: callSockets(() => malformedFrames.note('local socket')),
  });
  const handler = new RPCHandler(router);
  sockets.on('connection', (socket: WebSocket) => {
    socket.on('error', () => socket.terminate());
    void handler.upgrade(socket, { context: { mayNameFiles: true, actor: commandLineActor() } });
  });
  sockets.on('error', (error) => noteFailure('control-failed', error));
  try {
    const listening = Promise.withResolvers<void>();
    server.once('error', listening.reject);
    // The socket is created with the right mode instead of being changed a moment later.
    const before = process.umask(0o177);
    try {
      server.listen(address, listening.resolve);
    } finally {
      process.umask(before);
    }
    await listening.promise;
    if (process.platform !== 'win32') chmodSync(address, 0o600);
  } catch (error) {
    return required(fail(noSocket(error)));
  }
  own.onStop(async () => {
    await closeServer(server, sockets);
    if (process.platform !== 'win32') rmSync(address, { force: true });
  });
  // First what the clients are subscribed to: their connections close when the subscriptions have ended.
  own.onStop(() => changes.close());
  return { address, clients: () => sockets.clients.size };
}

function noSocket(error: unknown): Problem {
  const reason = errorMessage(error);
  return engineProblem('control-failed', { reason });
}
