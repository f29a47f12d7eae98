import { parseJsonText } from '../../../shared/messaging/json-body.ts';
import type { MessageId, OmnimessageId } from '../../../shared/messaging/types.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import { problemOfAnswer, readErrors } from './error-bodies.ts';
import { bodyProblem, networkProblem } from './network-problems.ts';
import { apiProblem } from './problems.ts';
import { retryAfterLimitMs, tooManyRequests } from './retry-after.ts';
import type { Exchange } from './transport.ts';
import type { AcceptedMessage, SendOutcome } from './types.ts';

/**
 * HTTP statuses that prove that nothing was accepted, whichever server answered. Messente documents 400 and
 * 401 for sends, and error codes for 403, 404 and 405. According to RFC 9110 the others reject a request
 * because of its form, address, size or sender, before it is processed.
 *
 * The outcome stays unknown for: 406 (processed, but the answer cannot be represented), 408 (a gateway may
 * have forwarded the request), 409 (may mean that the same message was accepted before), 410, 425 and
 * undefined statuses; all 5xx; and 3xx, because a redirect after a POST can mean that the request was
 * processed.
 */
const refusedStatuses: ReadonlySet<number> = new Set([
  400, 401, 402, 403, 404, 405, 407, 411, 413, 414, 415, 422, 426, 428, 431,
]);

export type JudgeContext = {
  readonly host: string;
  readonly limits: { readonly connectTimeoutMs: number; readonly answerTimeoutMs: number };
  readonly now: number;
  /** Removes credentials from a text. */
  readonly clean: (text: string) => string;
  /**
   * Does the same for a success, which is kept unchanged unless the password cannot be there by coincidence.
   */
  readonly cleanSuccess: (text: string) => string;
};

type Fields = Readonly<Record<string, unknown>>;

/** Returns the fields of an object, or null if the value is not an object. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** Returns a non-empty text without control characters, or null for any other value. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 200 && !/\p{Cc}/u.test(value)
    ? value
    : null;
}

/** What is read of a success body. Only the omnimessage's id is required; everything else may be missing. */
export type AcceptedAnswer = {
  readonly omnimessageId: OmnimessageId;
  readonly to: string | null;
  readonly messages: readonly AcceptedMessage[];
};

/**
 * Reads a success body. The specification requires all fields, but an answer with the omnimessage's id counts
 * as accepted even if other fields are missing: otherwise the id, which allows polling the status, would be
 * lost. Delivery reports supply the rest.
 * @returns null if the body has no id
 */
export function readAccepted(json: unknown): AcceptedAnswer | null {
  const body = fieldsOf(json);
  const id = textOf(body?.omnimessage_id);
  if (body === null || id === null) return null;
  const messages: AcceptedMessage[] = [];
  for (const entry of Array.isArray(body.messages) ? body.messages : []) {
    const message = fieldsOf(entry);
    const messageId = textOf(message?.message_id);
    const channel = textOf(message?.channel);
    if (messageId === null || channel === null) continue;
    messages.push({ messageId: messageId as MessageId, channel, sender: textOf(message?.sender) });
  }
  return { omnimessageId: id as OmnimessageId, to: textOf(body.to), messages };
}

/** Returns the body as text, or null if it is not UTF-8. */
export function decodeBody(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

/** Returns the body as text for storage; bytes that are not UTF-8 are replaced. */
function lossyText(body: Uint8Array): string {
  return new TextDecoder('utf-8').decode(body);
}

/**
 * Finds the omnimessage's id in a truncated success body, only if the id is complete, including its quotes.
 */
function salvageId(text: string): OmnimessageId | null {
  const ids = [...text.matchAll(/"omnimessage_id"\s*:\s*"([0-9A-Za-z-]{8,64})"/g)].map((match) => match[1]);
  const first = ids[0];
  return ids.length === 1 && first !== undefined ? (first as OmnimessageId) : null;
}

/** The waits of a request whose answer asks for none. */
export const noRetryAfter = { askedWaitMs: null, retryAfterMs: null } as const;

/** The outcome of a request that sends something, before its success body is read. */
export type FirstJudgement =
  | { readonly kind: 'success'; readonly json: unknown; readonly text: string; readonly httpStatus: number }
  | Exclude<SendOutcome, { kind: 'accepted' }>;

/**
 * Determines what is certain about a request that sends something.
 * @param exchange what happened
 * @param context host and limits for messages, the time for Retry-After, and how to remove credentials
 */
export function judgeExchange(exchange: Exchange, context: JudgeContext): FirstJudgement {
  if (exchange.kind === 'no-answer') {
    const problem = networkProblem(exchange, context.host, context.limits);
    return exchange.connected
      ? { kind: 'unknown', problem, httpStatus: null, body: null, omnimessageId: null }
      : { kind: 'not-sent', problem, httpStatus: null, ...noRetryAfter, body: null };
  }
  const { status, bodyEnd } = exchange;
  const text = bodyEnd === 'whole' ? decodeBody(exchange.body) : null;
  // The received text, for storage. A body that is too large is not Messente's and is not stored.
  const kept = bodyEnd === 'too-large' ? '' : context.clean(lossyText(exchange.body));
  const clean = text === null ? null : context.clean(text);
  if (status === 429) {
    const { problem, askedWaitMs } = tooManyRequests(clean, exchange.retryAfter, context.now);
    const retryAfterMs = askedWaitMs === null ? null : Math.min(askedWaitMs, retryAfterLimitMs);
    return { kind: 'not-sent', problem, httpStatus: status, askedWaitMs, retryAfterMs, body: kept };
  }
  if (refusedStatuses.has(status)) {
    return {
      kind: 'refused',
      problem: problemOfAnswer('omnimessage', status, clean),
      httpStatus: status,
      body: kept,
    };
  }
  const success = status >= 200 && status < 300;
  if (success && text !== null) {
    const json = parseJsonText(text);
    if (json.ok) return { kind: 'success', json: json.value, text, httpStatus: status };
  }
  const problem =
    bodyEnd === 'whole'
      ? problemOfAnswer('omnimessage', status, clean)
      : bodyProblem(bodyEnd, status, context.host);
  const omnimessageId = success && bodyEnd !== 'whole' ? salvageId(kept) : null;
  return { kind: 'unknown', problem, httpStatus: status, body: kept, omnimessageId };
}

/** Returns the outcome of one send; see judgeExchange(). */
export function judgeSend(exchange: Exchange, context: JudgeContext): SendOutcome {
  const first = judgeExchange(exchange, context);
  if (first.kind !== 'success') return first;
  const { httpStatus, text } = first;
  const accepted = readAccepted(first.json);
  if (accepted !== null)
    return { kind: 'accepted', ...accepted, httpStatus, body: context.cleanSuccess(text) };
  // A 2xx with errors is contradictory: the outcome is unknown, and the errors are kept.
  const problem =
    readErrors(first.json).length > 0
      ? problemOfAnswer('omnimessage', httpStatus, context.clean(text))
      : apiProblem(messenteProblem('answer-unreadable/no-id', { host: context.host, httpStatus }), {
          httpStatus,
        });
  return { kind: 'unknown', problem, httpStatus, body: context.clean(text), omnimessageId: null };
}
