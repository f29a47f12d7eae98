import { messenteProblem } from '../../../shared/problems/messente.ts';
import { day, hour, minute, second } from '../durations.ts';
import { problemOfAnswer } from './error-bodies.ts';
import type { ApiProblem } from './types.ts';

/** The longest wait before a retry, whatever the server asks for, milliseconds. */
export const retryAfterLimitMs = hour;

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Parses a Retry-After header: seconds, or an HTTP date (RFC 9110, 10.2.3). Messente does not document the
 * header.
 * @param value the header; null if there was none
 * @param now epoch milliseconds
 * @returns milliseconds from now, at least 0; null if the header is missing or unreadable
 */
function parseRetryAfter(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,12}$/.test(text)) return Number(text) * second;
  if (!httpDate.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** Divides a wait into at most two units, rounded up. */
function unitsOf(ms: number) {
  const unit = ms >= day ? hour : ms >= hour ? minute : second;
  const rounded = Math.ceil(ms / unit) * unit;
  return {
    days: Math.floor(rounded / day),
    hours: Math.floor((rounded % day) / hour),
    minutes: Math.floor((rounded % hour) / minute),
    seconds: Math.floor((rounded % minute) / second),
  };
}

/**
 * Returns the problem of an answer with the status 429, which names the wait if the server asks for one.
 * @param text the body as text; null if it was not readable
 * @param retryAfter the header; null if there was none
 * @param now epoch milliseconds
 * @returns the problem, and the wait that the server asks for, milliseconds; null if it asks for none
 */
export function tooManyRequests(
  text: string | null,
  retryAfter: string | null,
  now: number,
): { readonly problem: ApiProblem; readonly askedWaitMs: number | null } {
  const problem = problemOfAnswer('omnimessage', 429, text);
  const askedWaitMs = parseRetryAfter(retryAfter, now);
  if (askedWaitMs === null || askedWaitMs === 0 || problem.code !== 'too-many-requests') {
    return { problem, askedWaitMs };
  }
  const { id, params } = messenteProblem('too-many-requests/wait', { details: '', ...unitsOf(askedWaitMs) });
  return { problem: { ...problem, id, params: { ...params, ...problem.params } }, askedWaitMs };
}
