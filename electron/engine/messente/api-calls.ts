/**
 * Makes single requests to Messente's API: adds the credentials, respects the rate limit, and removes the
 * credentials from answers.
 */
import { ok } from '../../../shared/messaging/problem.ts';
import { bodyProblem, networkProblem } from './network-problems.ts';
import { apiFail } from './problems.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { basicToken, redact } from './redact.ts';
import { tooManyRequests } from './retry-after.ts';
import { decodeBody, type JudgeContext } from './send-outcome.ts';
import { createTransport, type Exchange, type ExchangeRequest } from './transport.ts';
import type { ApiResult, MessenteClientOptions, MessenteCredentials } from './types.ts';

export type Call = Pick<ExchangeRequest, 'method' | 'signal' | 'bodyLimit'> & {
  readonly url: string;
  readonly body: string | null;
  /** JSON calls authenticate with a header; plain-text calls have the credentials in their query. */
  readonly basic: boolean;
};

type TextAnswer = {
  readonly status: number;
  /** The body exactly as received; null if it is not UTF-8 or was cut off. */
  readonly text: string | null;
  /** The body with the credentials removed. */
  readonly clean: string | null;
};

export type ApiCalls = {
  readonly endpoint: MessenteClientOptions['endpoint'];
  readonly credentials: () => MessenteCredentials;
  request(call: Call, secret: MessenteCredentials): Promise<Exchange>;
  /**
   * Makes a call that changes nothing. If the connection is lost before the answer begins, the call is
   * retried once.
   */
  ask(call: Call, secret: MessenteCredentials): Promise<Exchange>;
  contextOf(secret: MessenteCredentials): JudgeContext;
  /** Returns the answer's text, or the problem that explains why there is none. */
  textOf(exchange: Exchange, address: string, secret: MessenteCredentials): ApiResult<TextAnswer>;
};

export function createApiCalls(options: MessenteClientOptions): ApiCalls {
  const { endpoint, credentials, now } = options;
  const limiter = options.limiter ?? createRateLimiter({ perSecond: 150, now });
  const limits = {
    connectTimeoutMs: options.connectTimeoutMs ?? 5000,
    answerTimeoutMs: options.answerTimeoutMs ?? 30_000,
  };
  const transport = createTransport({ ...limits, ...(options.ca === undefined ? {} : { ca: options.ca }) });

  async function request(call: Call, secret: MessenteCredentials): Promise<Exchange> {
    try {
      await limiter.take(call.signal);
    } catch {
      return { kind: 'no-answer', connected: false, reason: 'aborted' };
    }
    const url = new URL(call.url);
    return transport.exchange({
      method: call.method,
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      headers: {
        accept: call.basic ? 'application/json' : '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'omnideck',
        ...(call.basic ? { authorization: `Basic ${basicToken(secret)}` } : {}),
        ...(call.body === null ? {} : { 'content-type': 'application/json' }),
      },
      body: call.body,
      signal: call.signal,
      bodyLimit: call.bodyLimit,
    });
  }

  async function ask(call: Call, secret: MessenteCredentials): Promise<Exchange> {
    const first = await request(call, secret);
    const lost =
      (first.kind === 'answer' && first.bodyEnd === 'cut') ||
      (first.kind === 'no-answer' &&
        !['aborted', 'answer-timeout', 'connect-timeout'].includes(first.reason) &&
        (first.connected || first.reason === 'ECONNRESET'));
    return lost && !call.signal?.aborted ? request(call, secret) : first;
  }

  function contextOf(secret: MessenteCredentials): JudgeContext {
    const clean = (text: string): string => redact(text, secret);
    return {
      host: new URL(endpoint.baseUrl).host,
      limits,
      now: now(),
      clean,
      cleanSuccess: secret.password.length < 8 ? (text) => text : clean,
    };
  }

  function textOf(exchange: Exchange, address: string, secret: MessenteCredentials): ApiResult<TextAnswer> {
    const { host } = new URL(address);
    if (exchange.kind === 'no-answer') return apiFail(networkProblem(exchange, host, limits));
    const { status, bodyEnd } = exchange;
    if (bodyEnd !== 'whole' && status < 400) return apiFail(bodyProblem(bodyEnd, status, host));
    const text = bodyEnd === 'whole' ? decodeBody(exchange.body) : null;
    const clean = text === null ? null : redact(text, secret);
    if (status === 429) return apiFail(tooManyRequests(clean, exchange.retryAfter, now()).problem);
    return ok({ status, text, clean });
  }

  return { endpoint, credentials, request, ask, contextOf, textOf };
}
