import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RefusedRequest } from '../../../../shared/contract/reports.ts';
import type { AccountId } from '../../../../shared/messaging/types.ts';
import { answer, answerAndClose } from './answers.ts';
import { collectBody } from './body.ts';
import type { Connection, Connections } from './connections.ts';
import type { Probes } from './probes.ts';
import type { Route } from './routes.ts';
import { signatureOf, verifySignature } from './signature.ts';
import type {
  CallbackServerDependencies,
  CallbackServerStats,
  CallbackVerdict,
  PostponedCallback,
} from './types.ts';

type Counts = { -readonly [K in keyof CallbackServerStats]: CallbackServerStats[K] };
type ReportRoute = Extract<Route, { kind: 'report' }>;

export type ReceptionLimits = {
  readonly maxBodyBytes: number;
  readonly maxBufferedBytes: number;
  readonly maxForgedInFlight: number;
  readonly maxHeaderBytes: number;
  readonly lingerMs: number;
};

export type Reception = {
  /** Receives a request. @param waits the sender waits for "100 Continue" before it sends the body */
  receive(request: IncomingMessage, response: ServerResponse, waits: boolean): void;
  readonly counts: Counts;
  /** Resolves once nothing is being stored. */
  whenCommitted(): Promise<void>;
};

const allowPost = ['Allow', 'POST'];
const allowGet = ['Allow', 'GET'];
const comeAgain = ['Retry-After', '30'];

/** Handles one request, from its headers to its answer. */
export function makeReception(
  limits: ReceptionLimits,
  route: (target: string) => Route | null,
  probes: Probes,
  connections: Connections,
  elapsed: () => number,
  dependencies: CallbackServerDependencies,
): Reception {
  const { accountOfToken, keep, log, now, passwords } = dependencies;
  const tell = (
    request: IncomingMessage,
    why: RefusedRequest['why'],
    answered: number | null,
    bytes = 0,
  ): void =>
    dependencies.refused?.({
      method: request.method ?? '',
      path: request.url ?? '',
      bytes,
      answered,
      why,
    });
  const counts: Counts = {
    verified: 0,
    forged: 0,
    unsigned: 0,
    forgedDropped: 0,
    notKept: 0,
    postponed: 0,
    locked: 0,
    overloaded: 0,
    tooLarge: 0,
    elsewhere: 0,
    cut: 0,
    dropped: 0,
    connections: 0,
    inFlight: 0,
    bufferedBytes: 0,
  };
  let committing = 0;
  let forgedInFlight = 0;
  let waiting: (() => void)[] = [];

  const reserve = (bytes: number): boolean => {
    counts.bufferedBytes += bytes;
    return counts.bufferedBytes <= limits.maxBufferedBytes;
  };

  /**
   * Answers a request whose body is not read. Node itself discards a small announced body, and the connection
   * stays open.
   */
  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    waits: boolean,
    status: number,
    extra: readonly string[] = [],
  ): void => {
    const announced = Number(request.headers['content-length'] ?? 0);
    const unbounded = request.headers['transfer-encoding'] !== undefined || announced > limits.maxBodyBytes;
    // A sender that waits for "100 Continue" may send the body or not, which cannot be distinguished, so the
    // connection must be closed.
    if (waits || unbounded) answerAndClose(request, response, status, limits.lingerMs, extra);
    else answer(response, status, extra);
  };

  const elsewhere = (
    request: IncomingMessage,
    response: ServerResponse,
    waits: boolean,
    status: 404 | 405,
    extra: readonly string[] = [],
  ): void => {
    counts.elsewhere += 1;
    tell(request, status === 404 ? 'no-such-path' : 'not-post', status);
    refuse(request, response, waits, status, extra);
  };

  const answerProbe = (request: IncomingMessage, response: ServerResponse, waits: boolean, path: string) => {
    const nonce = probes.nonceOf(path);
    if (nonce === null) return elsewhere(request, response, waits, 404);
    if (request.method !== 'GET') return elsewhere(request, response, waits, 405, allowGet);
    response.writeHead(200, [
      'Content-Type',
      'text/plain; charset=utf-8',
      'Cache-Control',
      'no-store',
      'Content-Length',
      String(Buffer.byteLength(nonce)),
    ]);
    response.end(nonce);
  };

  /** Marks the start of storing. @returns a function to call once it is stored, or failed, and answered */
  const beginCommit = (release: () => void): (() => void) => {
    committing += 1;
    return () => {
      committing -= 1;
      release();
      if (committing > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    };
  };

  const notWritten = (
    request: IncomingMessage,
    response: ServerResponse,
    bytes: number,
    error: unknown,
  ): void => {
    counts.notKept += 1;
    tell(request, 'not-written', 503, bytes);
    log('callback-not-kept', { reason: error instanceof Error ? error.name : 'unknown' });
    answer(response, 503, comeAgain);
  };

  /**
   * The key store is locked: store the callback as received, to be verified later, or ask the sender to come
   * again if too many wait.
   */
  const postpone = (
    request: IncomingMessage,
    response: ServerResponse,
    callback: PostponedCallback,
    release: () => void,
  ): void => {
    const done = beginCommit(release);
    keepSafely(dependencies.postpone, callback)
      .then(
        (isKept) => {
          counts[isKept ? 'postponed' : 'locked'] += 1;
          log(isKept ? 'callback-postponed' : 'callback-while-locked', {});
          if (isKept) return answer(response, 200);
          tell(request, 'locked', 503, callback.body.length);
          answer(response, 503, comeAgain);
        },
        (error: unknown) => notWritten(request, response, callback.body.length, error),
      )
      .finally(done);
  };

  /** The body is complete: verify it, store it, and only then answer. */
  const judge = (
    request: IncomingMessage,
    response: ServerResponse,
    body: Uint8Array,
    accountId: AccountId,
    { localId }: ReportRoute,
    release: () => void,
  ): void => {
    const callback = {
      receivedAt: now(),
      method: request.method ?? '',
      target: request.url ?? '',
      headers: pairs(request.rawHeaders),
      body,
      accountId,
      localId,
    };
    const known = passwords(accountId);
    if (known.kind === 'locked') {
      postpone(request, response, callback, release);
      return;
    }
    // The signature covers the raw bytes, even with a Content-Encoding. Nothing is decompressed here, so a
    // body that would expand to gigabytes never does.
    const verdict = verifySignature(
      body,
      signatureOf(callback.headers),
      known.kind === 'known' ? known : null,
    );
    counts[verdict.kind] += 1;
    const genuine = verdict.kind === 'verified';
    if (!genuine) {
      log('callback-not-verified', { verdict: verdict.kind });
      if (forgedInFlight >= limits.maxForgedInFlight) {
        counts.forgedDropped += 1;
        tell(request, 'too-many-forged', 401, body.length);
        release();
        answer(response, 401);
        return;
      }
      forgedInFlight += 1;
    }
    const done = beginCommit(() => {
      if (!genuine) forgedInFlight -= 1;
      release();
    });
    keepSafely(keep, { ...callback, verdict: verdict satisfies CallbackVerdict })
      .then(
        () => answer(response, genuine ? 200 : 401),
        (error: unknown) => notWritten(request, response, body.length, error),
      )
      .finally(done);
  };

  const readBody = (
    request: IncomingMessage,
    response: ServerResponse,
    connection: Connection,
    accountId: AccountId,
    found: ReportRoute,
  ): void => {
    const collector = collectBody(limits.maxBodyBytes);
    let held = limits.maxHeaderBytes;
    let over = false;
    const release = (): void => {
      counts.bufferedBytes -= held;
      held = 0;
    };
    const giveUp = (status: number, extra: readonly string[]): void => {
      over = true;
      connection.bodySince = null;
      release();
      request.removeAllListeners('data');
      answerAndClose(request, response, status, limits.lingerMs, extra);
    };
    const overloaded = (): void => {
      counts.overloaded += 1;
      log('callbacks-overloaded', {});
      tell(request, 'overloaded', 503, held - limits.maxHeaderBytes);
      giveUp(503, comeAgain);
    };

    if (!reserve(held)) {
      overloaded();
      return;
    }
    connection.bodySince = elapsed();
    request.on('data', (chunk: Uint8Array) => {
      const more = collector.add(chunk);
      if (more === null) {
        counts.tooLarge += 1;
        tell(request, 'too-large', 413, held - limits.maxHeaderBytes + chunk.length);
        giveUp(413, []);
        return;
      }
      held += more;
      if (!reserve(more)) overloaded();
    });
    request.once('end', () => {
      if (over) return;
      over = true;
      connection.bodySince = null;
      judge(request, response, collector.bytes(), accountId, found, release);
    });
    // "close" also follows "end". Without "end", the sender disconnected in the middle of the body: there is
    // nothing to store and nobody to answer.
    request.once('close', () => {
      if (over) return;
      over = true;
      connection.bodySince = null;
      counts.cut += 1;
      tell(request, 'cut', null, held - limits.maxHeaderBytes);
      release();
    });
  };

  return {
    counts,
    receive(request, response, waits) {
      const connection = connections.of(request.socket);
      // We have just cut the connection, with a request still in the parser.
      if (connection === undefined) {
        request.socket.destroy();
        return;
      }
      connection.inFlight += 1;
      connection.headersSince = null;
      counts.inFlight += 1;
      response.once('close', () => {
        counts.inFlight -= 1;
        connections.answered(connection);
      });
      if (connection.closing) return answerAndClose(request, response, 503, limits.lingerMs, comeAgain);

      const found = route(request.url ?? '');
      if (found === null) return elsewhere(request, response, waits, 404);
      if (found.kind === 'probe') return answerProbe(request, response, waits, found.path);
      const accountId = accountOfToken(found.token);
      if (accountId === null) return elsewhere(request, response, waits, 404);
      if (request.method !== 'POST') return elsewhere(request, response, waits, 405, allowPost);
      if (Number(request.headers['content-length'] ?? 0) > limits.maxBodyBytes) {
        counts.tooLarge += 1;
        tell(request, 'too-large', 413);
        return answerAndClose(request, response, 413, limits.lingerMs);
      }
      if (waits) response.writeContinue();
      readBody(request, response, connection, accountId, found);
    },
    whenCommitted: () =>
      committing === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
  };
}

/** A keep function that throws instead of rejecting must not end the process. */
async function keepSafely<T, R>(keep: (callback: T) => Promise<R>, callback: T): Promise<R> {
  return await keep(callback);
}

function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    found.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return found;
}
