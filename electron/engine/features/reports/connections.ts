import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createTurns, type Pace, PacedSocket } from './paced-socket.ts';

/** The state of one connection; changed in place, because every request updates it. */
export type Connection = {
  readonly socket: PacedSocket;
  /** Requests whose headers have arrived and whose answer has not been sent. */
  inFlight: number;
  /** Requests whose headers have arrived, since the connection was opened. */
  requests: number;
  /** The last of them; null if there was none. */
  latest: IncomingMessage | null;
  /** The bytes of its body that were not given to the parser; infinite if the length was not announced. */
  bodyLeft: number;
  /** Requests that are whole and are being stored: the connection waits for Omnideck, not for its client. */
  storing: number;
  /**
   * Since when the body of the last one has been arriving; null if it is complete. Bodies arrive in turn, so
   * there is at most one.
   */
  bodySince: number | null;
  /** When the first bytes of the next request's headers arrived; null if there are none. */
  headersSince: number | null;
  /** When the last answer was sent, or the connection was opened. */
  waitingSince: number;
  readonly openedAt: number;
  /** When its last valid report was stored; null if it never delivered one. */
  usefulAt: number | null;
  /** Since when the client has read no answer although one waits; null if there is none. */
  unreadSince: number | null;
  /** The connection is closed once all requests under way have been answered. */
  closing: boolean;
};

export type ConnectionLimits = {
  readonly maxConnections: number;
  /** Requests of one connection that wait for their answers; more are not parsed. */
  readonly maxPipelined: number;
  /** Requests of one connection; after the answer to the last one it is closed. */
  readonly maxRequests: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  readonly answerTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly sweepIntervalMs: number;
};

export type Connections = {
  /** @returns the connection for the HTTP server; null if there are too many and all of them wait for Omnideck */
  add(socket: Socket): Duplex | null;
  of(socket: Duplex): Connection | undefined;
  /** The headers of a request have arrived. */
  began(connection: Connection, request: IncomingMessage): void;
  /** A whole request was stored, or could not be. @param isValid it was a report with a valid signature */
  stored(connection: Connection, isValid: boolean): void;
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

/** A connection without a request for this long, milliseconds, is idle; before, its request may be on its way. */
const idleAfterMs = 1000;

/**
 * A connection that ever delivered a valid report, and has been without a request for this long, milliseconds, makes
 * room as a useless one does: a client that keeps many connections open must not keep new ones out.
 */
const uselessAfterMs = 30_000;

/** The requests that all connections together may give to the parser in one turn of the event loop, some milliseconds. */
const requestsInTurn = 256;

/**
 * Enforces the limits of the connections of both listeners. Node's headersTimeout is not usable: it counts
 * from the moment of connecting, and localtunnel opens its local connections in advance and leaves them idle.
 * A short limit would cut the tunnel every few seconds, and a long one would not stop a slow sender. Here
 * waiting for a request, sending its headers, sending its body and reading the answer have separate limits.
 * @param elapsed a clock that never goes back, milliseconds
 * @param onDropped called for each connection that is cut
 */
export function watchConnections(
  limits: ConnectionLimits,
  elapsed: () => number,
  onDropped: () => void,
): Connections {
  const all = new Map<Duplex, Connection>();
  const turns = createTurns();

  const drop = (connection: Connection, politely: boolean): void => {
    onDropped();
    all.delete(connection.socket);
    if (politely && connection.inFlight === 0) connection.socket.write(timedOut);
    connection.socket.destroy();
  };

  const sweep = (): void => {
    const now = elapsed();
    for (const connection of all.values()) {
      const late = whatIsLate(connection, limits, now);
      if (late !== null) drop(connection, late === 'headers');
    }
  };
  const timer = setInterval(sweep, limits.sweepIntervalMs);
  timer.unref();

  const makeRoom = (): boolean => {
    if (all.size < limits.maxConnections) return true;
    const last = leastWanted(all.values(), elapsed());
    if (last !== null) drop(last, false);
    return last !== null;
  };

  return {
    add(socket) {
      if (!makeRoom()) {
        onDropped();
        socket.destroy();
        return null;
      }
      const mostInTurn = (): number => Math.max(1, Math.floor(requestsInTurn / all.size));
      const connection = newConnection(socket, limits, { turns, mostInTurn }, elapsed);
      all.set(connection.socket, connection);
      connection.socket.once('close', () => all.delete(connection.socket));
      return connection.socket;
    },
    of: (socket) => all.get(socket),
    began(connection, request) {
      connection.inFlight += 1;
      connection.requests += 1;
      connection.latest = request;
      const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
      connection.bodyLeft += coding === undefined ? Number(length) : Number.POSITIVE_INFINITY;
      connection.headersSince = null;
    },
    stored(connection, isValid) {
      connection.storing -= 1;
      if (isValid) connection.usefulAt = elapsed();
    },
    answered(connection) {
      connection.inFlight -= 1;
      connection.waitingSince = elapsed();
      connection.unreadSince = null;
      if (connection.closing) finishClosing(connection);
      connection.socket.feed();
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

function newConnection(
  socket: Socket,
  limits: ConnectionLimits,
  turn: Pick<Pace, 'turns' | 'mostInTurn'>,
  elapsed: () => number,
): Connection {
  const bodyLeft = (): number =>
    connection.latest === null || connection.latest.complete ? 0 : connection.bodyLeft;
  const paced = new PacedSocket(socket, {
    ...turn,
    mayParse: () => connection.inFlight < limits.maxPipelined && connection.requests < limits.maxRequests,
    bodyLeft,
    onBytes(ofBody) {
      if (bodyLeft() > 0) connection.bodyLeft -= ofBody;
      else {
        // Bytes of a body that arrive in one piece with its headers: the headers add the announced length.
        connection.bodyLeft = -ofBody;
        connection.headersSince ??= elapsed();
      }
    },
  });
  const connection: Connection = {
    socket: paced,
    ...{ inFlight: 0, requests: 0, storing: 0, latest: null, bodyLeft: 0 },
    ...{ bodySince: null, headersSince: null, unreadSince: null },
    ...{ openedAt: elapsed(), waitingSince: elapsed(), usefulAt: null },
    closing: false,
  };
  return connection;
}

/** Returns the limit that the client has exceeded; null if there is none. */
function whatIsLate(
  connection: Connection,
  limits: ConnectionLimits,
  now: number,
): 'body' | 'answer' | 'headers' | 'idle' | null {
  // Bytes that the system does not take, because the client does not read those before them.
  if (connection.socket.writableLength === 0) connection.unreadSince = null;
  else connection.unreadSince ??= now;
  const { bodySince, headersSince, unreadSince, waitingSince, inFlight } = connection;
  if (bodySince !== null) return now - bodySince > limits.bodyTimeoutMs ? 'body' : null;
  if (unreadSince !== null && now - unreadSince > limits.answerTimeoutMs) return 'answer';
  if (inFlight > 0) return null;
  if (headersSince !== null) return now - headersSince > limits.headersTimeoutMs ? 'headers' : null;
  return now - waitingSince > limits.idleTimeoutMs ? 'idle' : null;
}

/**
 * Returns the connection that makes room for a new one. A connection that ever delivered a valid report only makes room
 * if all did, or once it has been idle for 30 s. Among equals it is the one that has been idle for longest; if there is no
 * idle one, the one that has been open for longest without a valid report, for example with headers that never end. A
 * connection whose report is being stored stays.
 */
function leastWanted(connections: Iterable<Connection>, now: number): Connection | null {
  const all = [...connections].filter(({ storing }) => storing === 0);
  const isIdle = ({ inFlight, headersSince, waitingSince }: Connection, ms: number): boolean =>
    inFlight === 0 && headersSince === null && now - waitingSince > ms;
  const useless = all.filter((one) => one.usefulAt === null || isIdle(one, uselessAfterMs));
  const candidates = useless.length > 0 ? useless : all;
  const idle = candidates.filter((one) => isIdle(one, idleAfterMs));
  const [since, from] = idle.length > 0 ? [idleSince, idle] : [uselessSince, candidates];
  return from.reduce<Connection | null>(
    (first, one) => (first === null || since(one) < since(first) ? one : first),
    null,
  );
}

const idleSince = ({ waitingSince }: Connection): number => waitingSince;
const uselessSince = ({ usefulAt, openedAt }: Connection): number => usefulAt ?? openedAt;

function finishClosing(connection: Connection): void {
  const stillComing = connection.bodySince === null ? 0 : 1;
  // destroySoon instead of destroy, because the last answer may still be on its way.
  if (connection.inFlight <= stillComing) connection.socket.destroySoon();
}
