/**
 * The server of the browser UI, on 127.0.0.1 and its own port. The tunnel leads only to the callback server's
 * port, never to this one. The server gives the built window to browsers that have a token, and connects them
 * to the engine over a WebSocket.
 */

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { fail, ok, type Result } from '../../shared/messaging/problem.ts';
import { cliProblem } from '../../shared/problems/cli.ts';
import { windowActor } from '../engine/acting.ts';
import { callSockets } from '../engine/call-socket.ts';
import { closeServer } from '../engine/close-server.ts';
import { limitConnections } from '../engine/limit-connections.ts';
import type { Console } from '../engine/start.ts';
import type { PageFiles } from '../engine/window-files/window-files.ts';
import {
  answerPage,
  type BrowserAnswer,
  type BrowserRequest,
  type BrowserRules,
  refuseSocket,
} from './answer.ts';
import { createBrowserAccess } from './browser-access.ts';

export type BrowserUi = {
  readonly port: number;
  /** Creates a token and returns an address that opens the browser UI once. */
  openingUrl(): string;
  stop(): Promise<void>;
};

export type BrowserUiOptions = {
  /** 0 means any free port. */
  readonly port: number;
  readonly files: PageFiles;
  readonly router: Console['router'];
  readonly malformedFrames: Console['malformedFrames'];
  readonly now?: () => number;
  /** Returns this many random bytes. */
  readonly random?: (size: number) => Uint8Array;
};

/**
 * The maximum size of a WebSocket message. A call with ten thousand recipients and a chain of texts is many
 * times smaller.
 */
const largestMessage = 16 * 1024 * 1024;
/** The maximum number of WebSockets, more than anybody opens. */
const mostSockets = 64;

/**
 * Starts the server on 127.0.0.1.
 * @returns problem `port-taken` if the port is in use, otherwise `page-failed`
 */
export async function startBrowserUi(options: BrowserUiOptions): Promise<Result<BrowserUi>> {
  const { now = Date.now, random = randomBytes } = options;
  const server = createServer({ maxHeaderSize: 16 * 1024 });
  limitConnections(server);
  const bound = await listen(server, options.port);
  if (!bound.ok) return bound;
  const port = bound.value;
  const rules: BrowserRules = {
    port,
    access: createBrowserAccess({ name: `omnideck-${port}`, now, random }),
    files: options.files,
    nonce: () => Buffer.from(random(18)).toString('base64'),
  };

  server.on('request', (request, response) => {
    const answer = answerPage(asked(request), rules);
    // Do not wait for the rest of a refused request.
    if (answer.status >= 400) response.shouldKeepAlive = false;
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-length': Buffer.byteLength(answer.body),
    });
    response.end(answer.body);
  });

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    WebSocket: callSockets(() => options.malformedFrames.note('browser UI')),
  });
  const handler = new RPCHandler(options.router);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refused = refuseSocket(asked(request), rules);
    if (refused !== null || sockets.clients.size >= mostSockets) {
      socket.end(refused === null ? 'HTTP/1.1 503 Service Unavailable\r\n\r\n' : raw(refused));
      return;
    }
    sockets.handleUpgrade(request, socket, head, (open: WebSocket) => {
      open.on('error', () => open.terminate());
      void handler.upgrade(open, { context: { actor: windowActor } });
    });
  });

  return ok({
    port,
    openingUrl: () => `http://127.0.0.1:${port}/?token=${rules.access.createToken()}`,
    stop: () => closeServer(server, sockets),
  });
}

function listen(server: Server, port: number): Promise<Result<number>> {
  return new Promise((resolve) => {
    // Stays registered, because a later error of a single connection must not end the process.
    server.on('error', (error: NodeJS.ErrnoException) => {
      resolve(
        fail(
          error.code === 'EADDRINUSE'
            ? cliProblem('port-taken', { port }, 'port')
            : cliProblem('page-failed', { port, reason: error.message }, 'port'),
        ),
      );
    });
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      resolve(ok(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

function asked(request: IncomingMessage): BrowserRequest {
  return { method: request.method ?? '', target: request.url ?? '', headers: request.headers };
}

/** Returns the raw bytes of an answer to a refused upgrade, for which Node gives no response object. */
function raw(answer: BrowserAnswer): string {
  const body = answer.body.toString();
  const headers = {
    ...answer.headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
}
