/** The calls for an account's blacklist, which is part of Messente's phonebook. */
import { parseJsonText } from '../../../shared/messaging/json-body.ts';
import { fail, ok } from '../../../shared/messaging/problem.ts';
import type { E164 } from '../../../shared/messaging/types.ts';
import type { ApiCalls, Call } from './api-calls.ts';
import { parseJson, problemOfAnswer, readErrors } from './error-bodies.ts';
import { apiFail } from './problems.ts';
import { fieldsOf } from './send-outcome.ts';
import type { ApiProblem, ApiResult, ChangeResult } from './types.ts';

const path = '/phonebook/blacklist';

/** The largest list that is read, bytes: about two million numbers. Messente documents no pages of it. */
const listLimit = 32 * 1024 * 1024;

/** The longest entry that is kept; a number in E.164 has at most 16 characters. */
const longestEntry = 64;

/**
 * Reads the answer to GET /phonebook/blacklist. Entries are returned as received, without repeats; an entry that
 * is not a text of up to 64 characters is left out, because it cannot be a number.
 * @param httpStatus the answer's HTTP status
 * @param text the body; null if it was not readable
 * @param clean the body without the credentials
 */
export function readBlacklist(
  httpStatus: number,
  text: string | null,
  clean: string | null,
): ApiResult<readonly string[]> {
  const json = httpStatus === 200 && text !== null ? parseJsonText(text) : null;
  const numbers = json?.ok ? fieldsOf(json.value)?.phoneNumbers : undefined;
  // A list that cannot be read must not look like an empty one.
  if (!Array.isArray(numbers)) return apiFail(problemOfAnswer('phonebook', httpStatus, clean));
  const isEntry = (entry: unknown): entry is string =>
    typeof entry === 'string' && entry !== '' && entry.length <= longestEntry;
  return ok([...new Set(numbers.filter(isEntry))]);
}

/** Reads all numbers of the account's blacklist. */
export async function askBlacklist(
  calls: ApiCalls,
  signal: AbortSignal | undefined,
): Promise<ApiResult<readonly string[]>> {
  const { endpoint, credentials, ask, textOf } = calls;
  const secret = credentials();
  const url = `${endpoint.baseUrl}${path}`;
  const call: Call = { method: 'GET', url, body: null, basic: true, signal, bodyLimit: listLimit };
  const answer = textOf(await ask(call, secret), endpoint.baseUrl, secret);
  if (!answer.ok) return answer;
  return readBlacklist(answer.value.status, answer.value.text, answer.value.clean);
}

/**
 * Adds a number to the account's blacklist. The request is made only once: if its answer is lost, a second one
 * would be answered 409 and could not show who added the number.
 */
export function addToBlacklist(
  calls: ApiCalls,
  phone: E164,
  signal: AbortSignal | undefined,
): Promise<ChangeResult<'added' | 'was-there'>> {
  const url = `${calls.endpoint.baseUrl}${path}`;
  const body = JSON.stringify({ phoneNumber: phone });
  return change(calls, { method: 'POST', url, body, basic: true, signal }, 'added', {
    status: 409,
    code: '204',
    means: 'was-there',
  });
}

/** Removes a number from the account's blacklist. The request is made only once, for the same reason. */
export function removeFromBlacklist(
  calls: ApiCalls,
  phone: E164,
  signal: AbortSignal | undefined,
): Promise<ChangeResult<'removed' | 'was-not-there'>> {
  const call: Call = { method: 'DELETE', url: urlOf(calls, phone), body: null, basic: true, signal };
  return change(calls, call, 'removed', { ...notListed, means: 'was-not-there' });
}

/** Returns whether a number is on the account's blacklist. */
export async function isOnBlacklist(
  calls: ApiCalls,
  phone: E164,
  signal: AbortSignal | undefined,
): Promise<ApiResult<boolean>> {
  const secret = calls.credentials();
  const call: Call = { method: 'GET', url: urlOf(calls, phone), body: null, basic: true, signal };
  const exchange = await calls.ask(call, secret);
  if (exchange.kind === 'answer' && exchange.status === 204) return ok(true);
  const answer = calls.textOf(exchange, calls.endpoint.baseUrl, secret);
  if (!answer.ok) return answer;
  const { status, clean } = answer.value;
  return isAnswer(notListed, status, clean)
    ? ok(false)
    : apiFail(problemOfAnswer('phonebook', status, clean));
}

/** A documented error of Messente. */
type Documented = { readonly status: number; readonly code: string };

const notListed: Documented = { status: 404, code: '203' };

function urlOf({ endpoint }: ApiCalls, phone: E164): string {
  return `${endpoint.baseUrl}${path}/${encodeURIComponent(phone)}`;
}

/**
 * An answer of that status without Messente's code comes from another web server and says nothing about the number.
 */
function isAnswer({ status, code }: Documented, answered: number, clean: string | null): boolean {
  return answered === status && clean !== null && readErrors(parseJson(clean))[0]?.code === code;
}

/** Messente refused these requests, so it has changed nothing. */
const refusals: ReadonlySet<number> = new Set([400, 401, 403, 429]);

/**
 * Makes a change that Messente answers with 204 if it was made, and with one documented error if there was
 * nothing to change. After any other answer, and if there is none, the change may have been made.
 */
async function change<Done extends string, Already extends string>(
  { endpoint, credentials, request, textOf }: ApiCalls,
  call: Call,
  done: Done,
  already: Documented & { readonly means: Already },
): Promise<ChangeResult<Done | Already>> {
  const secret = credentials();
  const exchange = await request(call, secret);
  if (exchange.kind === 'answer' && exchange.status === 204) return ok(done);
  const failed = (problem: ApiProblem): ChangeResult<never> => {
    const mayBeMade = exchange.kind === 'answer' ? !refusals.has(exchange.status) : exchange.connected;
    return fail({ ...problem, mayBeMade });
  };
  const answer = textOf(exchange, endpoint.baseUrl, secret);
  if (!answer.ok) return failed(answer.problem);
  const { status, clean } = answer.value;
  if (isAnswer(already, status, clean)) return ok(already.means);
  return failed(problemOfAnswer('phonebook', status, clean));
}
