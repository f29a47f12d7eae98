/**
 * The callback server, the only public part of the console. It serves only callback paths, stores each
 * callback byte for byte, verifies its signature, waits until it is on disk, and only then answers 200.
 */

import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { reportsProblem } from '../../../../shared/problems/reports.ts';
import { type Connections, watchConnections } from './connections.ts';
import { listenOnLoopback } from './listen.ts';
import { makeProbes } from './probes.ts';
import { quietLog } from './quiet-log.ts';
import { makeReception, type Reception } from './reception.ts';
import { makeRouter, readPathPrefix } from './routes.ts';
import type { CallbackServer, CallbackServerDependencies, CallbackServerOptions } from './types.ts';

export type * from './types.ts';

/** Messente sends a few short headers; Node's default limit is twice as large. */
const maxHeaderBytes = 8192;

/**
 * Starts the callback server on 127.0.0.1 and ::1.
 * @returns problems "port-taken", "port-not-allowed", "cannot-listen", "path-prefix-invalid"
 */
export async function startCallbackServer(
  options: CallbackServerOptions,
  dependencies: CallbackServerDependencies,
): Promise<Result<CallbackServer>> {
  const prefix = readPathPrefix(options.pathPrefix ?? '');
  if (prefix === null) {
    return fail(reportsProblem('path-prefix-invalid', {}, 'pathPrefix'));
  }
  // Only used for limits: a clock that is set back must not keep a slow sender connected.
  const elapsed = (): number => performance.now();
  const log = quietLog(dependencies.log, elapsed);
  const probes = makeProbes(prefix, options.randomHex ?? (() => randomBytes(16).toString('hex')));
  const maxRequests = options.maxRequests ?? 1000;
  let dropped = 0;
  const connections = watchConnections(
    {
      maxConnections: options.maxConnections ?? 512,
      maxPipelined: options.maxPipelined ?? 8,
      maxRequests,
      headersTimeoutMs: options.headersTimeoutMs ?? 10_000,
      bodyTimeoutMs: options.bodyTimeoutMs ?? 15_000,
      answerTimeoutMs: options.answerTimeoutMs ?? 10_000,
      idleTimeoutMs: options.idleTimeoutMs ?? 120_000,
      sweepIntervalMs: options.sweepIntervalMs ?? 1000,
    },
    elapsed,
    () => {
      dropped += 1;
    },
  );
  const reception = makeReception(
    {
      maxBodyBytes: options.maxBodyBytes ?? 65_536,
      maxBufferedBytes: options.maxBufferedBytes ?? 32 * 1024 * 1024,
      maxForgedInFlight: options.maxForgedInFlight ?? 64,
      maxHeaderBytes,
      lingerMs: options.lingerMs ?? 1000,
      maxRequests,
    },
    makeRouter(prefix),
    probes,
    connections,
    elapsed,
    { ...dependencies, log },
  );

  const listening = await listenOnLoopback(() => makeServer(connections, reception), options.port);
  if (!listening.ok) {
    connections.stopSweeping();
    return listening;
  }
  const { servers, port, addresses } = listening.value;
  let stopped: Promise<void> | null = null;

  const stop = async (): Promise<void> => {
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    connections.close();
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, options.stopGraceMs ?? 10_000);
    });
    await Promise.race([Promise.all([...closed, reception.whenCommitted()]), grace]);
    clearTimeout(timer);
    connections.destroyAll();
    await Promise.all(closed);
    connections.stopSweeping();
  };

  return ok({
    port,
    addresses,
    localUrl: `http://127.0.0.1:${port}`,
    pathFor: (token, localId) => `${prefix}/dlr/${token}${localId === null ? '' : `/${localId}`}`,
    inboundPathFor: (token) => `${prefix}/inbound/${token}`,
    subscribePathFor: (token) => `${prefix}/subscribe/${token}`,
    expectProbe: () => probes.expect(),
    stop() {
      stopped ??= stop();
      return stopped;
    },
    stats: () => ({ ...reception.counts, dropped, connections: connections.count() }),
  });
}

function makeServer(connections: Connections, reception: Reception): Server {
  const server = createHttpServer({
    maxHeaderSize: maxHeaderBytes,
    // The limits in connections.ts distinguish waiting from slow sending.
    headersTimeout: 0,
    requestTimeout: 0,
    keepAliveTimeout: 0,
    insecureHTTPParser: false,
  });
  server.on('request', (request, response) => reception.receive(request, response, false));
  server.on('checkContinue', (request, response) => reception.receive(request, response, true));
  server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    // An answer here would be mistaken for the answer of an earlier request on the same connection.
    if ((connections.of(socket)?.inFlight ?? 0) > 0) socket.destroy();
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    refuseMalformed(connections, error, socket),
  );
  // The HTTP server listens nowhere: it gets connections that give it one request after another.
  return createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const paced = connections.add(socket);
    if (paced !== null) server.emit('connection', paced);
  });
}

function refuseMalformed(connections: Connections, error: NodeJS.ErrnoException, socket: Duplex): void {
  const connection = connections.of(socket);
  if (connection !== undefined && connection.inFlight > 0 && socket.writable) {
    // Earlier requests on the same connection are answered first, because an answer to this one would be
    // mistaken for theirs. Not in this tick: a body that has just become complete is about to be handled.
    setImmediate(() => connections.closeWhenAnswered(connection));
    return;
  }
  if (socket.writable) {
    const status =
      error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }
  socket.destroy();
}
