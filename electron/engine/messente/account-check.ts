/**
 * Checks the connection to an account and distinguishes problems with the credentials, the address and the
 * network. Sends no message.
 */
import { lookup } from 'node:dns/promises';
import { ok, type Problem } from '../../../shared/messaging/problem.ts';
import type { OmnimessageId } from '../../../shared/messaging/types.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import { isMessenteAddress } from './endpoint.ts';
import { addressNotAllowed } from './error-codes.ts';
import { apiFail, plainProblem } from './problems.ts';
import type { ApiProblem, ApiResult, Balance, CountryPrices, MessenteClient } from './types.ts';

export type AccountCheck = {
  readonly balance: Balance;
  /** Prices of the requested country; null if Messente does not serve it. */
  readonly prices: CountryPrices | null;
};

export type AccountCheckOptions = {
  /** The country whose prices are requested, two letters. Default: EE. */
  readonly country?: string;
  /**
   * Returns whether a host name can be resolved, which distinguishes a missing network from a mistyped name.
   * Default: the system's resolver.
   */
  readonly resolves?: (hostname: string) => Promise<boolean>;
  /** Returns a random UUID (RFC 9562, version 4), which no omnimessage has. */
  readonly randomUuid?: () => string;
  readonly signal?: AbortSignal;
};

async function systemResolves(hostname: string): Promise<boolean> {
  try {
    await lookup(hostname);
    return true;
  } catch {
    return false;
  }
}

const networkCodes = new Set(['dns-unavailable', 'network-unreachable']);
/** Problem codes that mean: the address leads to a host that is not Messente's API. */
const wrongHostCodes = new Set([
  'connection-refused',
  'tls-failed',
  'address-not-found',
  'answer-unreadable',
  'redirected',
  'method-not-allowed',
]);
/**
 * Problem codes that indicate a network problem if the address is Messente's own, and a wrong address
 * otherwise.
 */
const eitherCodes = new Set(['connect-timeout', 'host-unreachable', 'connect-failed']);

/** Replaces the problem's code and texts, but keeps the data of the answer. */
function withMeaning(problem: ApiProblem, meaning: Problem): ApiProblem {
  return { ...problem, ...meaning, field: problem.field };
}

/** Returns whether the problem's own text names the host. */
function hasHost({ params = {} }: ApiProblem, host: string): boolean {
  return Object.values(params).some((value) => typeof value === 'string' && value.includes(host));
}

function wrongHost(problem: ApiProblem, address: string): ApiProblem {
  const { host } = new URL(address);
  const namesHost = hasHost(problem, host) ? 'yes' : 'no';
  const id = isMessenteAddress(address) ? 'wrong-host/proxy' : 'wrong-host';
  return withMeaning(problem, messenteProblem(id, { namesHost, host, why: plainProblem(problem) }));
}

function noNetwork(problem: ApiProblem): ApiProblem {
  return withMeaning(problem, messenteProblem('no-network', { why: plainProblem(problem) }));
}

/** Converts a problem to one of the four that a user can act on; other problems stay unchanged. */
async function explain(
  problem: ApiProblem,
  address: string,
  resolves: (hostname: string) => Promise<boolean>,
): Promise<ApiProblem> {
  const { code } = problem;
  if (networkCodes.has(code)) return noNetwork(problem);
  if (code === 'host-not-found') {
    // The resolver also reports "no such name" on a network without DNS; in that case Messente's own name
    // does not resolve either.
    if (isMessenteAddress(address)) return noNetwork(problem);
    return (await resolves('api.messente.com')) ? wrongHost(problem, address) : noNetwork(problem);
  }
  if (eitherCodes.has(code) || code === 'connection-refused') {
    return isMessenteAddress(address) ? noNetwork(problem) : wrongHost(problem, address);
  }
  if (wrongHostCodes.has(code)) return wrongHost(problem, address);
  // Messente would not refuse such a simple request without an error code, so another server answered.
  if (problem.apiCode === null && (code === 'invalid-data' || code === 'client-error')) {
    return wrongHost(problem, address);
  }
  if (code === 'forbidden') return notAllowed(problem);
  return problem;
}

function notAllowed(problem: ApiProblem): ApiProblem {
  return withMeaning(problem, messenteProblem(addressNotAllowed, { details: '' }));
}

/**
 * Checks an account. First asks the JSON API for the status of an id that does not exist: Messente answers
 * 404 if the credentials are right and 401 if they are wrong, and a wrong base URL is noticed, too. Then
 * reads the balance and the prices. Nothing is sent.
 *
 * @param client the client of the account
 * @returns balance and prices, or a problem. Users can act on four of them: 'wrong-credentials',
 * 'address-not-allowed' (this computer's IP address is not on the account's list: `ERROR 103`, or 403),
 * 'no-network' and 'wrong-host'. The others ('server-error', 'too-many-requests', 'no-answer-in-time',
 * 'connection-cut', …) say to try again.
 */
export async function checkAccount(
  client: MessenteClient,
  options: AccountCheckOptions = {},
): Promise<ApiResult<AccountCheck>> {
  const { country = 'EE', resolves = systemResolves, signal } = options;
  const randomUuid = options.randomUuid ?? (() => globalThis.crypto.randomUUID());
  const { baseUrl, plainUrl } = client.endpoint;

  const probe = await client.status(randomUuid() as OmnimessageId, signal);
  if (!probe.ok && probe.problem.code !== 'not-found') {
    if (probe.problem.code !== 'wrong-credentials') {
      return apiFail(await explain(probe.problem, baseUrl, resolves));
    }
    // Messente does not document what the JSON calls answer to an IP address that is not on the list, but the
    // price call does have an error code for it.
    const second = await client.prices(country, signal);
    const listed = second.ok || second.problem.code !== 'address-not-allowed';
    return apiFail(listed ? probe.problem : notAllowed(second.problem));
  }

  const balance = await client.balance(signal);
  if (!balance.ok) return apiFail(await explain(atPlainUrl(balance.problem), plainUrl, resolves));

  const prices = await client.prices(country, signal);
  if (prices.ok) return ok({ balance: balance.value, prices: prices.value });
  const { code } = prices.problem;
  if (code === 'country-not-found' || code === 'country-not-supported') {
    return ok({ balance: balance.value, prices: null });
  }
  return apiFail(await explain(atPlainUrl(prices.problem), plainUrl, resolves));
}

function atPlainUrl(problem: ApiProblem): ApiProblem {
  return { ...problem, field: problem.field ?? 'plainUrl' };
}
