/** The calls of Messente's plain-text API, which have the credentials in their query. */
import type { ApiCalls, Call } from './api-calls.ts';
import type { ApiResult } from './types.ts';

/**
 * Calls the plain-text host, and its backup host if the first host cannot be reached or answers with a server
 * error.
 */
export async function askPlain<T>(
  calls: ApiCalls,
  pathAndQuery: string,
  read: (httpStatus: number, text: string | null) => ApiResult<T>,
  signal: AbortSignal | undefined,
): Promise<ApiResult<T>> {
  const { endpoint, credentials, ask, textOf } = calls;
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
    const answer = textOf(await ask(call, secret), address, secret);
    return answer.ok ? read(answer.value.status, answer.value.clean) : answer;
  };
  const first = await at(endpoint.plainUrl);
  const backup = endpoint.backupPlainUrl;
  if (first.ok || backup === null || signal?.aborted) return first;
  const hostFailed = first.problem.httpStatus === null || first.problem.code === 'server-error';
  if (!hostFailed) return first;
  const second = await at(backup);
  // If the backup host cannot be reached either, the first host's problem is returned.
  return second.ok || second.problem.apiCode !== null ? second : first;
}
