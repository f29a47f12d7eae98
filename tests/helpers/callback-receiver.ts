/** A real HTTP server that receives callbacks, stores their raw bytes, and answers as the test chooses. */
import { createHmac } from 'node:crypto';
import http from 'node:http';

export type ReceivedCallback = {
  /** Path and query, as in the request line. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  /** The raw bytes; if the connection was cut, the part that was received. */
  readonly rawBody: Buffer;
  /** False if the connection was cut before the whole body was received. */
  readonly complete: boolean;
  readonly receivedAt: number;
};

/** The fields of a delivery report or an inbound message that tests use. */
export type ReportBody = Readonly<Record<string, unknown>>;

export type CallbackReceiver = {
  /** `http://127.0.0.1:PORT`; any path below it is accepted. */
  readonly url: string;
  /** All received callbacks in order, including incomplete ones. */
  readonly all: readonly ReceivedCallback[];
  /** Complete callbacks in order; only those of the path if one is given. */
  whole(path?: string): ReceivedCallback[];
  /** Resolves with the complete callbacks (of the path) once there are this many. */
  waitFor(count: number, path?: string): Promise<ReceivedCallback[]>;
  /** Resolves once the condition holds; it is checked after each callback. */
  until(condition: () => boolean): Promise<void>;
  /** Sets how the following callbacks are answered: with a status, or null for no answer. Default: 204. */
  answerWith(answer: (callback: ReceivedCallback) => number | null): void;
  close(): Promise<void>;
};

/** Parses the body. @throws if it is not a JSON object */
export function bodyOf(callback: ReceivedCallback): ReportBody {
  const value: unknown = JSON.parse(callback.rawBody.toString('utf8'));
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return { ...value };
}

/** Verifies X-Messente-Signature over the raw bytes with node:crypto only. */
export function isSignedWith(secret: string, callback: ReceivedCallback): boolean {
  const expected = createHmac('sha256', secret).update(callback.rawBody).digest('hex');
  return callback.headers['x-messente-signature'] === expected;
}

/** Starts the receiver. @param port 0 means any free port */
export async function startCallbackReceiver(port = 0): Promise<CallbackReceiver> {
  const all: ReceivedCallback[] = [];
  // Indexed by path, so that waiting for the last of thousands is not quadratic. null: any path.
  const wholeByPath = new Map<string | null, ReceivedCallback[]>();
  let waiting: { readonly condition: () => boolean; readonly resolve: () => void }[] = [];
  let answer: (callback: ReceivedCallback) => number | null = () => 204;

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    const arrived = (complete: boolean) => {
      const callback: ReceivedCallback = {
        path: request.url ?? '',
        headers: request.headers,
        rawBody: Buffer.concat(chunks),
        complete,
        receivedAt: Date.now(),
      };
      all.push(callback);
      if (complete) {
        wholeOf(null).push(callback);
        wholeOf(callback.path).push(callback);
        const status = answer(callback);
        if (status !== null)
          response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
      }
      waiting = waiting.filter(({ condition, resolve }) => {
        if (!condition()) return true;
        resolve();
        return false;
      });
    };
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => arrived(true));
    request.on('close', () => {
      if (!request.complete) arrived(false);
    });
    request.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const wholeOf = (path: string | null) => {
    const list = wholeByPath.get(path) ?? [];
    wholeByPath.set(path, list);
    return list;
  };
  const until = (condition: () => boolean) =>
    condition()
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          waiting.push({ condition, resolve });
        });

  return {
    url: `http://127.0.0.1:${address.port}`,
    all,
    whole: (path) => [...wholeOf(path ?? null)],
    until,
    async waitFor(count, path) {
      const list = wholeOf(path ?? null);
      await until(() => list.length >= count);
      return [...list];
    },
    answerWith(next) {
      answer = next;
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
