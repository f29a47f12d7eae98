/**
 * The sandbox's HTTP server: reads requests up to a size limit, passes them to the handlers, and sends,
 * delays or cuts the answers.
 */
import http from 'node:http';
import { limitConnections } from '../limit-connections.ts';
import { apiError } from './api-error.ts';
import { type ApiRequest, errors, type Reply, serverFailure } from './reply.ts';

/** Messente does not document its own limit. This limit is enough for a thousand long omnimessages. */
const maxBodyBytes = 8 * 1024 * 1024;

export type HttpFront = {
  listen(port: number): Promise<number>;
  close(): Promise<void>;
};

async function readBody(incoming: http.IncomingMessage): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('the request has an encoding set');
    length += chunk.length;
    // Read and discard the rest: an answer would be lost if the client is still sending.
    if (length <= maxBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length > maxBodyBytes ? 'too-large' : Buffer.concat(chunks, length);
}

/**
 * Creates the HTTP server.
 *
 * @param handle answers a request; an exception is a bug, which is logged and answered with 500
 */
export function createHttpFront(
  handle: (request: ApiRequest) => Promise<Reply>,
  log: (line: string) => void,
): HttpFront {
  const delays = new Set<NodeJS.Timeout>();
  const server = http.createServer((incoming, outgoing) => {
    void serve(incoming, outgoing).catch((error: unknown) => {
      // The client disconnected while it was still sending.
      if (incoming.destroyed && !incoming.complete) return;
      log(`a request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (!outgoing.headersSent) give(serverFailure(), outgoing);
    });
  });

  limitConnections(server);

  async function serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    if (body === 'too-large') {
      give(errors(413, [apiError('105', `The body is larger than ${maxBodyBytes} bytes`)]), outgoing);
      return;
    }
    const [path = '/', ...query] = (incoming.url ?? '/').split('?');
    give(
      await handle({
        method: incoming.method ?? 'GET',
        path,
        query: new URLSearchParams(query.join('?')),
        headers: incoming.headers,
        body,
      }),
      outgoing,
    );
  }

  function give(reply: Reply, outgoing: http.ServerResponse): void {
    if (reply.kind === 'cut') {
      outgoing.socket?.destroy();
      return;
    }
    const { status, contentType, body, headers, delayMs } = reply;
    const write = () => {
      outgoing.writeHead(status, {
        ...headers,
        ...(contentType === null
          ? {}
          : { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }),
      });
      outgoing.end(body);
    };
    if (delayMs === 0) {
      write();
      return;
    }
    const timer = setTimeout(() => {
      delays.delete(timer);
      write();
    }, delayMs);
    delays.add(timer);
    outgoing.on('close', () => {
      clearTimeout(timer);
      delays.delete(timer);
    });
  }

  return {
    listen(port) {
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port, host: '127.0.0.1', backlog: 1024 }, () => {
          server.removeListener('error', reject);
          const address = server.address();
          if (address === null || typeof address === 'string') reject(new Error('no port'));
          else resolve(address.port);
        });
      });
    },
    close() {
      return new Promise((resolve) => {
        for (const timer of delays) clearTimeout(timer);
        delays.clear();
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
