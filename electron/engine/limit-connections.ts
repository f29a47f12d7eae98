import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export type LocalLimits = {
  readonly maxConnections: number;
  /** Requests of one connection that wait for their answers; a connection with more is cut. */
  readonly maxPipelined: number;
  /** How long a client may read nothing although bytes wait for it, milliseconds. */
  readonly unreadTimeoutMs: number;
  readonly sweepIntervalMs: number;
};

const usual: LocalLimits = {
  maxConnections: 512,
  maxPipelined: 32,
  unreadTimeoutMs: 30_000,
  sweepIntervalMs: 5_000,
};

/**
 * Cuts clients that fill the memory of a server on this computer: they send requests and do not read the answers.
 * Applies to the WebSockets of the server too. The callback server, which is public, has stricter limits of its own.
 * @param elapsed a clock that never goes back, milliseconds
 */
export function limitConnections(
  server: Server,
  limits: Partial<LocalLimits> = {},
  elapsed: () => number = () => performance.now(),
): void {
  const { maxConnections, maxPipelined, unreadTimeoutMs, sweepIntervalMs } = { ...usual, ...limits };
  const open = new Map<Socket, { inFlight: number; read: number; since: number }>();
  server.maxConnections = maxConnections;
  server.on('connection', (socket) => {
    open.set(socket, { inFlight: 0, read: 0, since: elapsed() });
    socket.once('close', () => open.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    const state = open.get(socket);
    if (state === undefined) return;
    state.inFlight += 1;
    response.once('close', () => {
      state.inFlight -= 1;
    });
    if (state.inFlight > maxPipelined) socket.destroy();
  });
  const timer = setInterval(() => {
    const now = elapsed();
    for (const [socket, state] of open) {
      const read = socket.bytesWritten - socket.writableLength - queuedIn(socket);
      if (socket.writableLength === 0 || read !== state.read) Object.assign(state, { read, since: now });
      else if (now - state.since > unreadTimeoutMs) socket.destroy();
    }
  }, sweepIntervalMs);
  timer.unref();
  server.once('close', () => clearInterval(timer));
}

/**
 * Returns how much of the write under way the system has not taken yet, bytes. The stream counts a large answer as
 * unwritten until its last byte; Node's own time limit of sockets reads the same field.
 */
function queuedIn(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, '_handle');
  const queued: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'writeQueueSize') : null;
  return typeof queued === 'number' ? queued : 0;
}
