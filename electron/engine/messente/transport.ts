import { buildConnector, Client } from 'undici';

/**
 * One HTTP exchange on its own connection, described by what is certain. Connections are never reused: the
 * server may have closed an idle connection unnoticed, and a request that is written to it would have an
 * unknown outcome. TLS sessions are resumed, which makes new connections cheap.
 */
export type Exchange =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfter: string | null;
      readonly body: Uint8Array;
      /** 'whole', or why the body is incomplete. The status is certain in any case. */
      readonly bodyEnd: 'whole' | 'cut' | 'too-large' | 'answer-timeout' | 'aborted';
    }
  | {
      readonly kind: 'no-answer';
      /** False: the request never got a connection, so not a single byte was sent. */
      readonly connected: boolean;
      /**
       * 'connect-timeout', 'answer-timeout', 'aborted', or the error code of the system or the library
       * ("ECONNREFUSED").
       */
      readonly reason: string;
    };

export type ExchangeRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query. They may contain credentials, so they never appear in an error. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal | undefined;
  /** The maximum size of the answer, bytes. Default: 1 MiB. */
  readonly bodyLimit?: number | undefined;
};

export type Transport = { exchange(request: ExchangeRequest): Promise<Exchange> };

export type TransportOptions = {
  /** Time limit for DNS, TCP and TLS together, milliseconds. */
  readonly connectTimeoutMs: number;
  /** Time limit from the connection to the last byte of the answer, milliseconds. */
  readonly answerTimeoutMs: number;
  /** A certificate authority (PEM) that replaces the usual ones. */
  readonly ca?: string;
};

/** The default maximum size of an answer. Messente's answers have a few hundred bytes per omnimessage. */
const defaultBodyLimit = 1024 * 1024;

function property(value: unknown, name: 'code' | 'errors' | 'cause' | 'name'): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/**
 * Returns the error code of the system or the library. If several addresses were tried, the first address's
 * code.
 */
function codeOfError(error: unknown): string {
  const attempts = property(error, 'errors');
  if (Array.isArray(attempts) && attempts.length > 0) return codeOfError(attempts[0]);
  const code = property(error, 'code');
  if (typeof code === 'string' && code !== '') return code;
  // Errors of the HTTP parser have no code.
  if (property(error, 'name') === 'HTTPParserError') return 'HPE_UNSPECIFIED';
  const cause = property(error, 'cause');
  return cause === undefined ? 'unspecified' : codeOfError(cause);
}

/**
 * Creates the transport. Redirects are never followed, because the credentials would be sent along.
 * exchange() never rejects because of a server, a network or an abort.
 */
export function createTransport(options: TransportOptions): Transport {
  const connector = buildConnector({
    allowH2: false,
    // The timer below covers DNS, TCP and TLS together.
    timeout: 0,
    // The default of 250 ms per address is too short for slow networks.
    autoSelectFamilyAttemptTimeout: 1000,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  });

  async function exchange(request: ExchangeRequest): Promise<Exchange> {
    if (request.signal?.aborted) return { kind: 'no-answer', connected: false, reason: 'aborted' };
    const controller = new AbortController();
    /** Why the exchange was aborted. Once set, the request gets no connection any more. */
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
        // Use one connection per request: undici would open another one if the first is lost before the
        // request is written.
        if (connected || gaveUp !== null) {
          callback(new Error('no second connection'), null);
          return;
        }
        // buildConnector returns its socket, although its type does not say so. undici needs the socket to
        // cancel a connection attempt.
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
      const bodyLimit = request.bodyLimit ?? defaultBodyLimit;
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
