/**
 * A client for Messente's API. Each call returns what is certain as a value; no call rejects because of a
 * server, a network or an abort. The client does not know Omnideck's store.
 */

import { fail } from '../../../shared/messaging/problem.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import { createApiCalls } from './api-calls.ts';
import { askPlain } from './ask-plain.ts';
import { askTemplates } from './ask-templates.ts';
import { addToBlacklist, askBlacklist, isOnBlacklist, removeFromBlacklist } from './blacklist-calls.ts';
import { askStatus, cancelOmnimessage } from './omnimessage-calls.ts';
import { readBalance, readPrices } from './plain-calls.ts';
import { apiFail, apiProblem } from './problems.ts';
import { judgeSendMany } from './send-many.ts';
import { judgeSend, noRetryAfter } from './send-outcome.ts';
import type { MessenteClient, MessenteClientOptions, MessenteCredentials, SendOutcome } from './types.ts';

export type * from './types.ts';

/**
 * Creates a client for one account.
 *
 * Sends and cancellations are requested exactly once. A GET is retried once if the connection was lost;
 * plain-text calls also try the backup host if the first host cannot be reached or fails.
 */
export function createMessenteClient(options: MessenteClientOptions): MessenteClient {
  const calls = createApiCalls(options);
  const { endpoint, credentials, request, contextOf } = calls;
  let closed = false;
  const underWay = new Set<Promise<unknown>>();

  function tracked<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const forget = (): void => {
      underWay.delete(work);
    };
    work.then(forget, forget);
    return work;
  }

  const closedProblem = apiProblem(messenteProblem('closed'));

  function notSentBecauseClosed(): SendOutcome {
    return { kind: 'not-sent', problem: closedProblem, httpStatus: null, ...noRetryAfter, body: null };
  }

  function post(path: string, body: string, signal: AbortSignal | undefined, secret: MessenteCredentials) {
    const url = `${endpoint.baseUrl}${path}`;
    return request({ method: 'POST', url, body, basic: true, signal }, secret);
  }

  return {
    endpoint,
    async send(omnimessage, signal) {
      if (closed) return notSentBecauseClosed();
      const secret = credentials();
      const exchange = await tracked(post('/omnimessage', omnimessage, signal, secret));
      return judgeSend(exchange, contextOf(secret));
    },
    async sendMany(bodies, signal) {
      if (bodies.length === 0) return [];
      if (closed) return bodies.map(notSentBecauseClosed);
      const secret = credentials();
      const exchange = await tracked(
        post('/omnimessages', JSON.stringify({ messages: bodies }), signal, secret),
      );
      return judgeSendMany(exchange, bodies, contextOf(secret));
    },
    async status(id, signal) {
      return closed ? apiFail(closedProblem) : tracked(askStatus(calls, id, signal));
    },
    async cancel(id, signal) {
      return closed ? apiFail(closedProblem) : tracked(cancelOmnimessage(calls, id, signal));
    },
    async balance(signal) {
      return closed ? apiFail(closedProblem) : tracked(askPlain(calls, '/get_balance', readBalance, signal));
    },
    async prices(country, signal) {
      if (closed) return apiFail(closedProblem);
      const code = country.trim().toUpperCase();
      if (!/^[A-Z]{2}$/.test(code)) return apiFail(countryInvalid);
      return tracked(askPlain(calls, `/prices?country=${code}&format=json`, readPrices, signal));
    },
    async whatsappTemplates(wabaId, signal) {
      return closed ? apiFail(closedProblem) : tracked(askTemplates(calls, wabaId, signal));
    },
    async blacklist(signal) {
      return closed ? apiFail(closedProblem) : tracked(askBlacklist(calls, signal));
    },
    async addToBlacklist(phone, signal) {
      return closed
        ? fail({ ...closedProblem, mayBeMade: false })
        : tracked(addToBlacklist(calls, phone, signal));
    },
    async removeFromBlacklist(phone, signal) {
      return closed
        ? fail({ ...closedProblem, mayBeMade: false })
        : tracked(removeFromBlacklist(calls, phone, signal));
    },
    async isOnBlacklist(phone, signal) {
      return closed ? apiFail(closedProblem) : tracked(isOnBlacklist(calls, phone, signal));
    },
    async close() {
      closed = true;
      await Promise.allSettled([...underWay]);
    },
  };
}

const countryInvalid = apiProblem(messenteProblem('country-not-found'), { field: 'country' });
