/**
 * The page's own host, on 127.0.0.1 and a port of its own: the tunnel leads to the callback server's port and never
 * here. It serves the built window to who came with a token, and speaks the contract with it over WebSocket.
 */

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { fail, ok, type Result } from '../../shared/messaging/problem.ts';
import { cliProblem } from '../../shared/problems/cli.ts';
import type { Console } from '../engine/start.ts';
import type { PageFiles } from '../engine/window-files/window-files.ts';
import { answerPage, type PageAnswer, type PageRequest, type PageRules, refuseSocket } from './answer.ts';
import { createDoors } from './doors.ts';

export type PageHost = {
  readonly port: number;
  /** Mints a token: an address that opens the page once. */
  openingUrl(): string;
  stop(): Promise<void>;
};

export type PageHostOptions = {
  /** 0: any. */
  readonly port: number;
  readonly files: PageFiles;
  readonly router: Console['router'];
  readonly now?: () => number;
  /** So many random bytes. */
  readonly random?: (size: number) => Uint8Array;
};

/** A call's JSON: ten thousand recipients and a chain of texts fit many times over. */
const largestMessage = 16 * 1024 * 1024;
/** More pages than anybody opens. */
const mostSockets = 64;

/**
 * Starts the host on 127.0.0.1.
 * @returns problem `port-taken` where somebody listens there already, `page-failed` else
 */
export async function startPageHost(options: PageHostOptions): Promise<Result<PageHost>> {
  const { now = Date.now, random = randomBytes } = options;
  const server = createServer({ maxHeaderSize: 16 * 1024 });
  const bound = await listen(server, options.port);
  if (!bound.ok) return bound;
  const port = bound.value;
  const rules: PageRules = {
    port,
    doors: createDoors({ name: `omnideck-${port}`, now, random }),
    files: options.files,
    nonce: () => Buffer.from(random(18)).toString('base64'),
  };

  server.on('request', (request, response) => {
    const answer = answerPage(asked(request), rules);
    // What a refused request still wants to say is not waited for.
    if (answer.status >= 400) response.shouldKeepAlive = false;
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-length': Buffer.byteLength(answer.body),
    });
    response.end(answer.body);
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
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
      void handler.upgrade(open, { context: {} });
    });
  });

  return ok({
    port,
    openingUrl: () => `http://127.0.0.1:${port}/?token=${rules.doors.mint()}`,
    async stop() {
      for (const client of sockets.clients) client.close(1001, 'the console is closing');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          for (const client of sockets.clients) client.terminate();
        }, 500);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeAllConnections();
      });
    },
  });
}

function listen(server: Server, port: number): Promise<Result<number>> {
  return new Promise((resolve) => {
    // Stays on: what goes wrong with a single connection later is no reason to end.
    server.on('error', (error: NodeJS.ErrnoException) => {
      resolve(
        fail(
          error.code === 'EADDRINUSE'
            ? cliProblem('port-taken', { port }, 'port')
            : cliProblem('page-failed', { port, message: error.message }, 'port'),
        ),
      );
    });
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      resolve(ok(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

function asked(request: IncomingMessage): PageRequest {
  return { method: request.method ?? '', target: request.url ?? '', headers: request.headers };
}

/** An answer as it goes over the wire, where there is no response object: to a refused upgrade. */
function raw(answer: PageAnswer): string {
  const body = answer.body.toString();
  const headers = {
    ...answer.headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
}
