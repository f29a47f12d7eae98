import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The state of one connection; changed in place, because every request updates it. */
export type Connection = {
  readonly socket: Socket;
  /** Requests whose headers have arrived and whose answer has not been sent. */
  inFlight: number;
  /**
   * Since when the body of the last one has been arriving; null if it is complete. Bodies arrive in turn, so
   * there is at most one.
   */
  bodySince: number | null;
  /** When the first bytes of the next request's headers arrived; null if there are none. */
  headersSince: number | null;
  /** When the last answer was sent, or the connection was opened. */
  idleSince: number;
  /** The value of bytesRead at that time. */
  idleBytes: number;
  /** The connection is closed once all requests under way have been answered. */
  closing: boolean;
};

export type ConnectionLimits = {
  readonly maxConnections: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly sweepIntervalMs: number;
};

export type Connections = {
  add(socket: Socket): void;
  of(socket: Duplex): Connection | undefined;
  /** An answer was sent (or abandoned): from now on the connection waits for its next request. */
  answered(connection: Connection): void;
  /**
   * Closes connections without a request that is being stored, and the others once they have been answered.
   */
  close(): void;
  /** The connection cannot be read any further: earlier requests are answered, then it is closed. */
  closeWhenAnswered(connection: Connection): void;
  destroyAll(): void;
  count(): number;
  stopSweeping(): void;
};

const timedOut = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Enforces the limits of the connections of both listeners. Node's headersTimeout is not usable: it counts
 * from the moment of connecting, and localtunnel opens its local connections in advance and leaves them idle.
 * A short limit would cut the tunnel every few seconds, and a long one would not stop a slow sender. Here
 * waiting for a request, sending its headers and sending its body have separate limits.
 * @param elapsed a clock that never goes back, milliseconds
 * @param onDropped called for each connection that is cut
 */
export function watchConnections(
  limits: ConnectionLimits,
  elapsed: () => number,
  onDropped: () => void,
): Connections {
  const all = new Map<Duplex, Connection>();

  const drop = (connection: Connection, politely: boolean): void => {
    onDropped();
    all.delete(connection.socket);
    if (politely && connection.inFlight === 0) connection.socket.write(timedOut);
    connection.socket.destroy();
  };

  const sweep = (): void => {
    const now = elapsed();
    for (const connection of all.values()) {
      if (connection.bodySince !== null) {
        if (now - connection.bodySince > limits.bodyTimeoutMs) drop(connection, false);
        continue;
      }
      if (connection.inFlight > 0) continue;
      if (connection.headersSince !== null) {
        if (now - connection.headersSince > limits.headersTimeoutMs) drop(connection, true);
      } else if (connection.socket.bytesRead !== connection.idleBytes) {
        connection.headersSince = now;
      } else if (now - connection.idleSince > limits.idleTimeoutMs) {
        drop(connection, false);
      }
    }
  };
  const timer = setInterval(sweep, limits.sweepIntervalMs);
  timer.unref();

  const longestIdle = (): Connection | null => {
    let found: Connection | null = null;
    for (const connection of all.values()) {
      if (connection.inFlight > 0 || connection.headersSince !== null) continue;
      if (connection.socket.bytesRead !== connection.idleBytes) continue;
      if (found === null || connection.idleSince < found.idleSince) found = connection;
    }
    return found;
  };

  const finishClosing = (connection: Connection): void => {
    const stillComing = connection.bodySince === null ? 0 : 1;
    // destroySoon instead of destroy, because the last answer may still be on its way.
    if (connection.inFlight <= stillComing) connection.socket.destroySoon();
  };

  return {
    add(socket) {
      if (all.size >= limits.maxConnections) {
        const idle = longestIdle();
        if (idle === null) {
          onDropped();
          socket.destroy();
          return;
        }
        drop(idle, false);
      }
      const connection: Connection = {
        socket,
        inFlight: 0,
        bodySince: null,
        headersSince: null,
        idleSince: elapsed(),
        idleBytes: socket.bytesRead,
        closing: false,
      };
      all.set(socket, connection);
      socket.once('close', () => all.delete(socket));
    },
    of: (socket) => all.get(socket),
    answered(connection) {
      connection.inFlight -= 1;
      if (connection.closing) finishClosing(connection);
      if (connection.inFlight > 0) return;
      connection.idleSince = elapsed();
      connection.idleBytes = connection.socket.bytesRead;
      connection.headersSince = null;
    },
    close() {
      for (const connection of all.values()) {
        connection.closing = true;
        finishClosing(connection);
      }
    },
    closeWhenAnswered(connection) {
      connection.closing = true;
      finishClosing(connection);
    },
    destroyAll() {
      for (const connection of all.values()) connection.socket.destroy();
    },
    count: () => all.size,
    stopSweeping: () => clearInterval(timer),
  };
}
