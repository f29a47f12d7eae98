/**
 * Messente's API as values: each call answers with what is known for certain, and no call rejects for anything that a
 * server, a network or an abort does. Knows nothing of our store.
 */

import { readStatusResponse } from '../../../shared/messaging/delivery-report.ts';
import { parseJsonText } from '../../../shared/messaging/json-body.ts';
import { ok } from '../../../shared/messaging/problem.ts';
import type { OmnimessageId } from '../../../shared/messaging/types.ts';
import { problemOfAnswer } from './error-bodies.ts';
import { bodyProblem, networkProblem } from './network-problems.ts';
import { readBalance, readPrices } from './plain-calls.ts';
import { apiFail, apiProblem } from './problems.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { basicToken, redact } from './redact.ts';
import { judgeSendMany } from './send-many.ts';
import { decodeBody, type JudgeContext, judgeSend } from './send-outcome.ts';
import { createTransport, type Exchange, type ExchangeRequest } from './transport.ts';
import type {
  ApiProblem,
  ApiResult,
  MessenteClient,
  MessenteClientOptions,
  MessenteCredentials,
  SendOutcome,
  StatusAnswer,
  WhatsappTemplate,
} from './types.ts';
import {
  maximumTemplatePages,
  noSuchWaba,
  readTemplatePage,
  templatesPath,
  templatesPerPage,
} from './whatsapp-templates.ts';

export type * from './types.ts';

type Call = Pick<ExchangeRequest, 'method' | 'signal'> & {
  readonly url: string;
  readonly body: string | null;
  /** JSON calls authenticate with a header; the plain-text ones carry the credentials in their query. */
  readonly basic: boolean;
};

/**
 * Makes a client for one account.
 *
 * Sends and cancels go out exactly once. GETs are tried once more where the connection was lost, and the plain-text
 * ones at the backup host where the first can't be reached or fails.
 */
export function createMessenteClient(options: MessenteClientOptions): MessenteClient {
  const { endpoint, credentials, now } = options;
  const limiter = options.limiter ?? createRateLimiter({ perSecond: 150, now });
  const limits = {
    connectTimeoutMs: options.connectTimeoutMs ?? 5000,
    answerTimeoutMs: options.answerTimeoutMs ?? 30_000,
  };
  const transport = createTransport({ ...limits, ...(options.ca === undefined ? {} : { ca: options.ca }) });
  let closed = false;
  const underWay = new Set<Promise<unknown>>();

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
    });
  }

  /** A call that changes nothing: once more where the connection was lost before an answer was there. */
  async function ask(call: Call, secret: MessenteCredentials): Promise<Exchange> {
    const first = await request(call, secret);
    const lost =
      (first.kind === 'answer' && first.bodyEnd === 'cut') ||
      (first.kind === 'no-answer' &&
        !['aborted', 'answer-timeout', 'connect-timeout'].includes(first.reason) &&
        (first.connected || first.reason === 'ECONNRESET'));
    return lost && !call.signal?.aborted ? request(call, secret) : first;
  }

  function tracked<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const forget = (): void => {
      underWay.delete(work);
    };
    work.then(forget, forget);
    return work;
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

  const closedProblem = apiProblem(
    'closed',
    'The console is being closed, so nothing more is sent.',
    'Start it again and try again.',
  );

  function notSentBecauseClosed(): SendOutcome {
    return { kind: 'not-sent', problem: closedProblem, httpStatus: null, retryAfterMs: null, body: null };
  }

  function post(path: string, body: unknown, signal: AbortSignal | undefined, secret: MessenteCredentials) {
    const url = `${endpoint.baseUrl}${path}`;
    return request({ method: 'POST', url, body: JSON.stringify(body), basic: true, signal }, secret);
  }

  /** The answer's text, or why there is none. */
  function textOfExchange(
    exchange: Exchange,
    address: string,
    secret: MessenteCredentials,
  ): ApiResult<TextAnswer> {
    const { host } = new URL(address);
    if (exchange.kind === 'no-answer') return apiFail(networkProblem(exchange, host, limits));
    const { status, bodyEnd } = exchange;
    if (bodyEnd !== 'whole' && status < 400) return apiFail(bodyProblem(bodyEnd, status, host));
    const text = bodyEnd === 'whole' ? decodeBody(exchange.body) : null;
    return ok({ status, text, clean: text === null ? null : redact(text, secret) });
  }

  function idPath(id: OmnimessageId): string | null {
    return /^[\w.~-]{1,128}$/.test(id) && !/^\.+$/.test(id) ? `${endpoint.baseUrl}/omnimessage/${id}` : null;
  }

  const noSuchId = apiProblem(
    'not-found',
    'That is no id of an omnimessage.',
    'Give the id as Messente or Omnideck showed it.',
  );

  async function status(id: OmnimessageId, signal?: AbortSignal): Promise<ApiResult<StatusAnswer>> {
    const path = idPath(id);
    if (path === null) return apiFail(noSuchId);
    const secret = credentials();
    const call: Call = { method: 'GET', url: `${path}/status`, body: null, basic: true, signal };
    const answer = textOfExchange(await ask(call, secret), endpoint.baseUrl, secret);
    if (!answer.ok) return answer;
    const { text, clean } = answer.value;
    const httpStatus = answer.value.status;
    const json = httpStatus === 200 && text !== null ? parseJsonText(text) : null;
    const read = json?.ok ? readStatusResponse(json.value) : null;
    if (!read?.ok || text === null) return apiFail(problemOfAnswer('omnimessage', httpStatus, clean));
    const { omnimessageId, to, statuses } = read.value;
    if (omnimessageId !== null && omnimessageId.toLowerCase() !== id.toLowerCase()) {
      return apiFail(
        apiProblem(
          'answer-unreadable',
          'Messente answered with the status of another omnimessage.',
          'Ask again; if it stays so, ask Messente.',
          { httpStatus },
        ),
      );
    }
    return ok({ omnimessageId: id, to, statuses, body: contextOf(secret).cleanSuccess(text), httpStatus });
  }

  async function cancel(id: OmnimessageId, signal?: AbortSignal): Promise<ApiResult<'cancelled'>> {
    const path = idPath(id);
    if (path === null) return apiFail(noSuchId);
    const secret = credentials();
    // Once only: a second try would be told 404 for what the first has cancelled.
    const call: Call = { method: 'DELETE', url: path, body: null, basic: true, signal };
    const exchange = await request(call, secret);
    // 202 is all that Messente promises for a cancellation; its body `{}` says no more.
    if (exchange.kind === 'answer' && exchange.status === 202) return ok('cancelled');
    const answer = textOfExchange(exchange, endpoint.baseUrl, secret);
    if (!answer.ok) return answer;
    const problem = problemOfAnswer('omnimessage', answer.value.status, answer.value.clean);
    // A 404 that isn't Messente's own (a web server's page) says nothing about the message.
    return apiFail(problem.code === 'not-found' ? tooLate(problem) : problem);
  }

  /** Asks the plain-text host, and its backup where the first can't be reached or has a failure of its own. */
  async function askPlain<T>(
    pathAndQuery: string,
    read: (httpStatus: number, text: string | null) => ApiResult<T>,
    signal: AbortSignal | undefined,
  ): Promise<ApiResult<T>> {
    const secret = credentials();
    const login = new URLSearchParams({ username: secret.username, password: secret.password });
    const query = `${pathAndQuery.includes('?') ? '&' : '?'}${login}`;
    const at = async (address: string): Promise<ApiResult<T>> => {
      const call: Call = {
        method: 'GET',
        url: `${address}${pathAndQuery}${query}`,
        body: null,
        basic: false,
        signal,
      };
      const answer = textOfExchange(await ask(call, secret), address, secret);
      return answer.ok ? read(answer.value.status, answer.value.clean) : answer;
    };
    const first = await at(endpoint.plainUrl);
    const backup = endpoint.backupPlainUrl;
    if (first.ok || backup === null || signal?.aborted) return first;
    const hostFailed = first.problem.httpStatus === null || first.problem.code === 'server-error';
    if (!hostFailed) return first;
    const second = await at(backup);
    // The backup's own network trouble is no news: what the first one said stands.
    return second.ok || second.problem.apiCode !== null ? second : first;
  }

  async function whatsappTemplates(
    wabaId: string,
    signal: AbortSignal | undefined,
  ): Promise<ApiResult<readonly WhatsappTemplate[]>> {
    const path = templatesPath(wabaId);
    if (path === null) return apiFail(noSuchWaba);
    const secret = credentials();
    const found = new Map<string, WhatsappTemplate>();
    const asked = new Set<string>();
    let after: string | null = null;
    do {
      const cursor: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
      asked.add(after ?? '');
      const url = `${endpoint.baseUrl}${path}?limit=${templatesPerPage}${cursor}`;
      const exchange = await ask({ method: 'GET', url, body: null, basic: true, signal }, secret);
      const answer = textOfExchange(exchange, endpoint.baseUrl, secret);
      if (!answer.ok) return answer;
      const { status: httpStatus, text, clean } = answer.value;
      const kept = httpStatus === 200 && text !== null ? contextOf(secret).cleanSuccess(text) : clean;
      const page = readTemplatePage(httpStatus, kept);
      if (!page.ok) return page;
      for (const template of page.value.templates) found.set(template.id, template);
      after = page.value.after;
    } while (after !== null && !asked.has(after) && asked.size < maximumTemplatePages);
    return ok([...found.values()]);
  }

  return {
    endpoint,
    async send(body, signal) {
      if (closed) return notSentBecauseClosed();
      const secret = credentials();
      const exchange = await tracked(post('/omnimessage', body, signal, secret));
      return judgeSend(exchange, contextOf(secret));
    },
    async sendMany(bodies, signal) {
      if (bodies.length === 0) return [];
      if (closed) return bodies.map(notSentBecauseClosed);
      const secret = credentials();
      const exchange = await tracked(post('/omnimessages', { messages: bodies }, signal, secret));
      return judgeSendMany(exchange, bodies, contextOf(secret));
    },
    async status(id, signal) {
      return closed ? apiFail(closedProblem) : tracked(status(id, signal));
    },
    async cancel(id, signal) {
      return closed ? apiFail(closedProblem) : tracked(cancel(id, signal));
    },
    async balance(signal) {
      return closed ? apiFail(closedProblem) : tracked(askPlain('/get_balance', readBalance, signal));
    },
    async prices(country, signal) {
      if (closed) return apiFail(closedProblem);
      const code = country.trim().toUpperCase();
      if (!/^[A-Z]{2}$/.test(code)) return apiFail(countryInvalid);
      return tracked(askPlain(`/prices?country=${code}&format=json`, readPrices, signal));
    },
    async whatsappTemplates(wabaId, signal) {
      return closed ? apiFail(closedProblem) : tracked(whatsappTemplates(wabaId, signal));
    },
    async close() {
      closed = true;
      await Promise.allSettled([...underWay]);
    },
  };
}

type TextAnswer = {
  readonly status: number;
  /** As it came; null where it is not UTF-8, or was cut. */
  readonly text: string | null;
  /** Without credentials. */
  readonly clean: string | null;
};

const countryInvalid = apiProblem(
  'country-not-found',
  'That is no country code.',
  'Give a two-letter country code, such as EE.',
  { field: 'country' },
);

function tooLate(problem: ApiProblem): ApiProblem {
  return {
    ...problem,
    code: 'too-late',
    sentence: "Messente can't cancel it: it is sent already, or Messente doesn't know it.",
    mend: 'See its status for what became of it.',
  };
}
