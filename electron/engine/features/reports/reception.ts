import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer, answerAndClose } from './answers.ts';
import type { Connections } from './connections.ts';
import { type Counts, comeAgain, createDesk, type Desk, type ReceptionLimits } from './desk.ts';
import { createJudge } from './judge-callback.ts';
import type { Probes } from './probes.ts';
import { readBody } from './read-body.ts';
import type { Route } from './routes.ts';
import type { Addressee, CallbackServerDependencies } from './types.ts';

export type Reception = {
  /** @param waits the sender waits for "100 Continue" before it sends the body */
  receive(request: IncomingMessage, response: ServerResponse, waits: boolean): void;
  readonly counts: Counts;
  /** Resolves once no callback is being committed. */
  whenCommitted(): Promise<void>;
};

const allowPost = ['Allow', 'POST'];
const allowGet = ['Allow', 'GET'];

/** Receives a request, from its headers to its answer. */
export function makeReception(
  limits: ReceptionLimits,
  route: (target: string) => Route | null,
  probes: Probes,
  connections: Connections,
  elapsed: () => number,
  dependencies: CallbackServerDependencies,
): Reception {
  const desk = createDesk(limits, dependencies);
  const { counts, noteRefused } = desk;
  const { judge, subscribe, whenCommitted } = createJudge(desk);
  return {
    counts,
    receive(request, response, waits) {
      const connection = connections.of(request.socket);
      // The connection was cut a moment ago, while a request was still in the parser.
      if (connection === undefined) {
        request.socket.destroy();
        return;
      }
      connections.began(connection, request);
      counts.inFlight += 1;
      response.once('close', () => {
        counts.inFlight -= 1;
        connections.answered(connection);
      });
      if (connection.closing) return answerAndClose(request, response, 503, limits.lingerMs, comeAgain);
      if (connection.requests >= limits.maxRequests) response.shouldKeepAlive = false;

      const asked = { request, response, waits };
      const found = route(request.url ?? '');
      if (found === null) return refuseElsewhere(desk, asked, 404);
      if (found.kind === 'probe') return answerProbe(desk, asked, probes.nonceOf(found.path));
      if (found.kind === 'subscription') {
        if (!dependencies.subscriptions.isToken(found.token)) return refuseElsewhere(desk, asked, 404);
        if (request.method !== 'GET') return refuseElsewhere(desk, asked, 405, allowGet);
        if (hasBody(request)) return refuseElsewhere(desk, asked, 400);
        connection.storing += 1;
        const release = (): void =>
          connections.stored(connection, response.headersSent && response.statusCode === 200);
        return subscribe({ request, response, release }, found.token, found.query);
      }
      const addressee = addresseeOf(dependencies, found);
      if (addressee === null) return refuseElsewhere(desk, asked, 404);
      if (request.method !== 'POST') return refuseElsewhere(desk, asked, 405, allowPost);
      if (Number(request.headers['content-length'] ?? 0) > limits.maxBodyBytes) {
        counts.tooLarge += 1;
        noteRefused(request, 'too-large', 413);
        return answerAndClose(request, response, 413, limits.lingerMs);
      }
      if (waits) response.writeContinue();
      readBody(desk, { request, response, connection }, elapsed, (body, release) => {
        connection.storing += 1;
        const stored = (): void => {
          connections.stored(connection, response.headersSent && response.statusCode === 200);
          release();
        };
        judge({ request, response, release: stored }, body, { ...addressee, localId: found.localId });
      });
    },
    whenCommitted,
  };
}

/** @returns null if the token belongs to nobody */
function addresseeOf(
  { accountOfToken, inboundOfToken }: CallbackServerDependencies,
  { kind, token }: Exclude<Route, { readonly kind: 'probe' | 'subscription' }>,
): Addressee | null {
  if (kind === 'inbound') return inboundOfToken(token);
  const accountId = accountOfToken(token);
  return accountId === null ? null : { accountId, inboundId: null };
}

type Asked = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly waits: boolean;
};

const refusedBecause = {
  400: 'subscription-unreadable',
  404: 'no-such-path',
  405: 'not-post',
} as const;

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Refuses a request for a path or with a method that this server does not have. */
function refuseElsewhere(
  { limits, counts, noteRefused }: Desk,
  { request, response, waits }: Asked,
  status: 400 | 404 | 405,
  extra: readonly string[] = [],
): void {
  counts.elsewhere += 1;
  noteRefused(request, refusedBecause[status], status);
  const announced = Number(request.headers['content-length'] ?? 0);
  const unbounded = request.headers['transfer-encoding'] !== undefined || announced > limits.maxBodyBytes;
  // A sender that waits for "continue" may send the body or not: the next bytes are ambiguous, so this request is the
  // connection's last. Node itself discards a small body of announced size, and the connection stays open.
  if (waits || unbounded) answerAndClose(request, response, status, limits.lingerMs, extra);
  else answer(response, status, extra);
}

/** Answers a request of our own that proves that the public address leads here. @param nonce null: none is expected */
function answerProbe(desk: Desk, asked: Asked, nonce: string | null): void {
  if (nonce === null) refuseElsewhere(desk, asked, 404);
  else if (asked.request.method !== 'GET') refuseElsewhere(desk, asked, 405, allowGet);
  else {
    asked.response.writeHead(200, [
      ...['Content-Type', 'text/plain; charset=utf-8'],
      ...['Cache-Control', 'no-store'],
      ...['Content-Length', String(Buffer.byteLength(nonce))],
    ]);
    asked.response.end(nonce);
  }
}
