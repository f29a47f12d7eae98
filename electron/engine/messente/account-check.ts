/**
 * The connection check: credentials, address and network, told apart, without sending anything.
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
  /** Prices of the hinted country; null where Messente does not serve it. */
  readonly prices: CountryPrices | null;
};

export type AccountCheckOptions = {
  /** Whose prices are asked for, two letters; EE unless given. */
  readonly country?: string;
  /** Whether a name can be looked up: tells no network from a mistyped name. The system's resolver unless given. */
  readonly resolves?: (hostname: string) => Promise<boolean>;
  /** A random UUID (RFC 9562, version 4), which no omnimessage has. */
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
/** Codes that mean: something is there, or should be, and it isn't Messente's API. */
const wrongHostCodes = new Set([
  'connection-refused',
  'tls-failed',
  'address-not-found',
  'answer-unreadable',
  'redirected',
  'method-not-allowed',
]);
/** Codes that speak of the network where the address is Messente's own, and of the address otherwise. */
const eitherCodes = new Set(['connect-timeout', 'host-unreachable', 'connect-failed']);

/** The answer stays with the problem; its code and texts become others. */
function withMeaning(problem: ApiProblem, meaning: Problem): ApiProblem {
  return { ...problem, ...meaning, field: problem.field };
}

function wrongHost(problem: ApiProblem, address: string): ApiProblem {
  const { host } = new URL(address);
  const isNamed = problem.message.includes(host) ? 'yes' : 'no';
  const id = isMessenteAddress(address) ? 'wrong-host/proxy' : 'wrong-host';
  return withMeaning(problem, messenteProblem(id, { isNamed, host, why: plainProblem(problem) }));
}

function noNetwork(problem: ApiProblem): ApiProblem {
  return withMeaning(problem, messenteProblem('no-network', { why: plainProblem(problem) }));
}

/** Puts a problem into one of the four that a person can act on; others stay as they are. */
async function explain(
  problem: ApiProblem,
  address: string,
  resolves: (hostname: string) => Promise<boolean>,
): Promise<ApiProblem> {
  const { code } = problem;
  if (networkCodes.has(code)) return noNetwork(problem);
  if (code === 'host-not-found') {
    // The resolver's "no such name" may be a network without DNS: then Messente's own name isn't found either.
    if (isMessenteAddress(address)) return noNetwork(problem);
    return (await resolves('api.messente.com')) ? wrongHost(problem, address) : noNetwork(problem);
  }
  if (eitherCodes.has(code) || code === 'connection-refused') {
    return isMessenteAddress(address) ? noNetwork(problem) : wrongHost(problem, address);
  }
  if (wrongHostCodes.has(code)) return wrongHost(problem, address);
  // A refusal of so plain a question, without any of Messente's codes, comes from something else.
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
 * Checks an account: asks the JSON API for the status of an id that nobody has (404 with right credentials, 401 with
 * wrong ones: a wrong base URL is found as well, and nothing is sent), then the balance, then prices.
 *
 * @param client of the account
 * @returns balance and prices, or a problem; 'wrong-credentials', 'address-not-allowed' (this computer's IP address is
 * not on the account's list: `ERROR 103`, or 403), 'no-network' and 'wrong-host' are the four that a person can act
 * on, others ('server-error', 'too-many-requests', 'no-answer-in-time', 'connection-cut', …) say to try again
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
    // What the JSON calls answer to an IP address that isn't on the list is not documented; prices say it for certain.
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
