import { buildConnector, Client } from 'undici';

/**
 * One HTTP exchange on a connection of its own, told as what is certain of it. A connection that has idled may have
 * been closed by the other side without our knowing, and a request written into it looks like an unknown outcome; so
 * none is kept. TLS sessions are resumed, which makes a new connection cheap.
 */
export type Exchange =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfter: string | null;
      readonly body: Uint8Array;
      /** 'whole', or why the body stops where it does. The status is certain in any case. */
      readonly bodyEnd: 'whole' | 'cut' | 'too-large' | 'answer-timeout' | 'aborted';
    }
  | {
      readonly kind: 'no-answer';
      /** False: no connection was handed to the request, so certainly not a byte of it has left. */
      readonly connected: boolean;
      /** 'connect-timeout', 'answer-timeout', 'aborted', or the system's or library's code ("ECONNREFUSED"). */
      readonly reason: string;
    };

export type ExchangeRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query; may hold credentials, so it goes into no error. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal | undefined;
};

export type Transport = { exchange(request: ExchangeRequest): Promise<Exchange> };

export type TransportOptions = {
  /** For name, TCP and TLS together, milliseconds. */
  readonly connectTimeoutMs: number;
  /** From the connection to the last byte of the answer, milliseconds. */
  readonly answerTimeoutMs: number;
  /** A further certificate authority, PEM; the usual ones count as well only where this is left out. */
  readonly ca?: string;
};

/** More of an answer than this is not read: Messente's are a few hundred bytes an omnimessage. */
const bodyLimit = 1024 * 1024;

function property(value: unknown, name: 'code' | 'errors' | 'cause' | 'name'): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The system's or library's code of an error; where several addresses were tried, the first one's. */
function codeOfError(error: unknown): string {
  const attempts = property(error, 'errors');
  if (Array.isArray(attempts) && attempts.length > 0) return codeOfError(attempts[0]);
  const code = property(error, 'code');
  if (typeof code === 'string' && code !== '') return code;
  // The parser's errors come without their code.
  if (property(error, 'name') === 'HTTPParserError') return 'HPE_UNSPECIFIED';
  const cause = property(error, 'cause');
  return cause === undefined ? 'unspecified' : codeOfError(cause);
}

/**
 * Makes the transport. Redirects are never followed: the credentials would go with them.
 * exchange() never rejects for what a server, a network or an abort does.
 */
export function createTransport(options: TransportOptions): Transport {
  const connector = buildConnector({
    allowH2: false,
    // Our own timer counts name, TCP and TLS together.
    timeout: 0,
    // The default of 250 ms an address gives up on slow networks that would have answered.
    autoSelectFamilyAttemptTimeout: 1000,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  });

  async function exchange(request: ExchangeRequest): Promise<Exchange> {
    if (request.signal?.aborted) return { kind: 'no-answer', connected: false, reason: 'aborted' };
    const controller = new AbortController();
    /** Why we gave up; once set, no connection is handed out any more. */
    let gaveUp: 'connect-timeout' | 'answer-timeout' | 'aborted' | null = null;
    let connected = false;
    const giveUp = (reason: 'connect-timeout' | 'answer-timeout' | 'aborted'): void => {
      gaveUp ??= reason;
      controller.abort();
    };
    const onAbort = (): void => giveUp('aborted');
    let timer = setTimeout(() => giveUp('connect-timeout'), options.connectTimeoutMs);
    request.signal?.addEventListener('abort', onAbort, { once: true });

    const client = new Client(request.origin, {
      allowH2: false,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (target, callback) => {
        // One request, one connection: undici would open another where the first is lost before the request is written.
        if (connected || gaveUp !== null) {
          callback(new Error('no second connection'), null);
          return;
        }
        // buildConnector returns its socket, which its type does not say: undici needs it to cancel while connecting.
        return connector(target, (...[error, socket]) => {
          if (error !== null) {
            callback(error, null);
          } else if (gaveUp !== null) {
            socket.destroy();
            callback(new Error('given up'), null);
          } else {
            connected = true;
            clearTimeout(timer);
            timer = setTimeout(() => giveUp('answer-timeout'), options.answerTimeoutMs);
            callback(null, socket);
          }
        });
      },
    });
    try {
      const answer = await client.request({
        method: request.method,
        path: request.path,
        headers: request.headers,
        body: request.body,
        reset: true,
        signal: controller.signal,
      });
      const retryAfter = answer.headers['retry-after'];
      const chunks: Uint8Array[] = [];
      let size = 0;
      let bodyEnd: 'whole' | 'cut' | 'too-large' | 'answer-timeout' | 'aborted' = 'whole';
      try {
        for await (const chunk of answer.body) {
          if (!(chunk instanceof Uint8Array)) continue;
          size += chunk.length;
          if (size > bodyLimit) {
            bodyEnd = 'too-large';
            break;
          }
          chunks.push(chunk);
        }
      } catch {
        bodyEnd = gaveUp === null || gaveUp === 'connect-timeout' ? 'cut' : gaveUp;
      }
      return {
        kind: 'answer',
        status: answer.statusCode,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : (retryAfter?.[0] ?? null),
        body: Buffer.concat(chunks),
        bodyEnd,
      };
    } catch (error) {
      return { kind: 'no-answer', connected, reason: gaveUp ?? codeOfError(error) };
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
      gaveUp ??= 'aborted';
      client.destroy().catch(() => {});
    }
  }

  return { exchange };
}
