/** The calls about one accepted omnimessage: its status and its cancellation. */

import { readStatusResponse } from '../../../shared/messaging/delivery-report.ts';
import { parseJsonText } from '../../../shared/messaging/json-body.ts';
import { ok } from '../../../shared/messaging/problem.ts';
import type { OmnimessageId } from '../../../shared/messaging/types.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import type { ApiCalls, Call } from './api-calls.ts';
import { problemOfAnswer } from './error-bodies.ts';
import { apiFail, apiProblem } from './problems.ts';
import type { ApiProblem, ApiResult, StatusAnswer } from './types.ts';

function idPath(baseUrl: string, id: OmnimessageId): string | null {
  return /^[\w.~-]{1,128}$/.test(id) && !/^\.+$/.test(id) ? `${baseUrl}/omnimessage/${id}` : null;
}

const noSuchId = apiProblem(messenteProblem('not-found'));

/** Polls the status of an omnimessage. @returns the status of each step */
export async function askStatus(
  calls: ApiCalls,
  id: OmnimessageId,
  signal?: AbortSignal,
): Promise<ApiResult<StatusAnswer>> {
  const { endpoint, credentials, ask, contextOf, textOf } = calls;
  const path = idPath(endpoint.baseUrl, id);
  if (path === null) return apiFail(noSuchId);
  const secret = credentials();
  const call: Call = { method: 'GET', url: `${path}/status`, body: null, basic: true, signal };
  const answer = textOf(await ask(call, secret), endpoint.baseUrl, secret);
  if (!answer.ok) return answer;
  const { text, clean } = answer.value;
  const httpStatus = answer.value.status;
  const json = httpStatus === 200 && text !== null ? parseJsonText(text) : null;
  const read = json?.ok ? readStatusResponse(json.value) : null;
  if (!read?.ok || text === null) return apiFail(problemOfAnswer('omnimessage', httpStatus, clean));
  const { omnimessageId, to, statuses } = read.value;
  if (omnimessageId !== null && omnimessageId.toLowerCase() !== id.toLowerCase()) {
    return apiFail(apiProblem(messenteProblem('answer-unreadable/other-message'), { httpStatus }));
  }
  return ok({ omnimessageId: id, to, statuses, body: contextOf(secret).cleanSuccess(text), httpStatus });
}

/** Cancels an omnimessage. @returns problem `too-late` if Messente cannot cancel it any more */
export async function cancelOmnimessage(
  calls: ApiCalls,
  id: OmnimessageId,
  signal?: AbortSignal,
): Promise<ApiResult<'cancelled'>> {
  const { endpoint, credentials, request, textOf } = calls;
  const path = idPath(endpoint.baseUrl, id);
  if (path === null) return apiFail(noSuchId);
  const secret = credentials();
  // Request the cancellation only once: after a successful cancellation a second request would be answered
  // with 404.
  const call: Call = { method: 'DELETE', url: path, body: null, basic: true, signal };
  const exchange = await request(call, secret);
  // Messente documents only the status 202 for a cancellation; the body `{}` has no further information.
  if (exchange.kind === 'answer' && exchange.status === 202) return ok('cancelled');
  const answer = textOf(exchange, endpoint.baseUrl, secret);
  if (!answer.ok) return answer;
  const problem = problemOfAnswer('omnimessage', answer.value.status, answer.value.clean);
  // A 404 that is not Messente's own (a web server's error page) says nothing about the message.
  return apiFail(problem.code === 'not-found' ? tooLate(problem) : problem);
}

function tooLate(problem: ApiProblem): ApiProblem {
  return { ...problem, ...messenteProblem('too-late', {}, problem.field) };
}
