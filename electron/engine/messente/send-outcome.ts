import { parseJsonText } from '../../../shared/messaging/json-body.ts';
import type { MessageId, OmnimessageId } from '../../../shared/messaging/types.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import { problemOfAnswer, readErrors } from './error-bodies.ts';
import { bodyProblem, networkProblem } from './network-problems.ts';
import { apiProblem } from './problems.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { Exchange } from './transport.ts';
import type { AcceptedMessage, SendOutcome } from './types.ts';

/**
 * HTTP statuses that say for certain that nothing was accepted, whoever on the way gave them. Messente documents 400
 * and 401 for sends, and codes for 403, 404 and 405; by RFC 9110 the others turn a request away for its form, its
 * address, its size or its sender, before anything is done with it.
 *
 * Not among them, so unknown: 406 (done, but can't be shown), 408 (a gateway may have passed the request on), 409
 * (may speak of the very same message, accepted before), 410, 425 and what nobody defines; all 5xx; and 3xx, since a
 * redirect after a POST can mean "done, see there".
 */
const refusedStatuses: ReadonlySet<number> = new Set([
  400, 401, 402, 403, 404, 405, 407, 411, 413, 414, 415, 422, 426, 428, 431,
]);

export type JudgeContext = {
  readonly host: string;
  readonly limits: { readonly connectTimeoutMs: number; readonly answerTimeoutMs: number };
  readonly now: number;
  /** Takes credentials out of a text. */
  readonly clean: (text: string) => string;
  /** The same for a success, which is kept exactly unless the password can't be there by chance. */
  readonly cleanSuccess: (text: string) => string;
};

type Fields = Readonly<Record<string, unknown>>;

/** The value as an object's fields; null where it is none. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** A text of some length and no control characters; null for anything else. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 200 && !/\p{Cc}/u.test(value)
    ? value
    : null;
}

/** An id or name in a success body, cut to what a send promises: the omnimessage's id decides, all else may lack. */
export type AcceptedAnswer = {
  readonly omnimessageId: OmnimessageId;
  readonly to: string | null;
  readonly messages: readonly AcceptedMessage[];
};

/**
 * Reads a success body. All its fields are required by the specification, but an answer that names the omnimessage's
 * id is an acceptance whatever else is missing: taking it for unknown would throw away the one thing that lets us ask
 * what became of it. Reports bring the rest.
 * @returns null where it names no id
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

/** The body as text; null where it is not UTF-8. */
export function decodeBody(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

/** For keeping: whatever came, with what is not UTF-8 replaced. */
function lossyText(body: Uint8Array): string {
  return new TextDecoder('utf-8').decode(body);
}

/** The omnimessage's id in a success body that was cut: only where it stands there whole, quotes and all. */
function salvageId(text: string): OmnimessageId | null {
  const ids = [...text.matchAll(/"omnimessage_id"\s*:\s*"([0-9A-Za-z-]{8,64})"/g)].map((match) => match[1]);
  const first = ids[0];
  return ids.length === 1 && first !== undefined ? (first as OmnimessageId) : null;
}

/** What an exchange that sends something came to, before a success body is read. */
export type FirstJudgement =
  | { readonly kind: 'success'; readonly json: unknown; readonly text: string; readonly httpStatus: number }
  | Exclude<SendOutcome, { kind: 'accepted' }>;

/**
 * Judges an exchange by what is certain of it.
 * @param exchange what happened
 * @param context host and limits for sentences, the time for Retry-After, and how to take credentials out
 */
export function judgeExchange(exchange: Exchange, context: JudgeContext): FirstJudgement {
  if (exchange.kind === 'no-answer') {
    const problem = networkProblem(exchange, context.host, context.limits);
    return exchange.connected
      ? { kind: 'unknown', problem, httpStatus: null, body: null, omnimessageId: null }
      : { kind: 'not-sent', problem, httpStatus: null, retryAfterMs: null, body: null };
  }
  const { status, bodyEnd } = exchange;
  const text = bodyEnd === 'whole' ? decodeBody(exchange.body) : null;
  // What came, for keeping; what is too large is no answer of Messente's and is not kept.
  const kept = bodyEnd === 'too-large' ? '' : context.clean(lossyText(exchange.body));
  const clean = text === null ? null : context.clean(text);
  if (status === 429) {
    return {
      kind: 'not-sent',
      problem: problemOfAnswer('omnimessage', status, clean),
      httpStatus: status,
      retryAfterMs: parseRetryAfter(exchange.retryAfter, context.now),
      body: kept,
    };
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

/** What one send came to; see judgeExchange(). */
export function judgeSend(exchange: Exchange, context: JudgeContext): SendOutcome {
  const first = judgeExchange(exchange, context);
  if (first.kind !== 'success') return first;
  const { httpStatus, text } = first;
  const accepted = readAccepted(first.json);
  if (accepted !== null)
    return { kind: 'accepted', ...accepted, httpStatus, body: context.cleanSuccess(text) };
  // A 2xx that carries errors contradicts itself: kept as unknown, with what it said.
  const problem =
    readErrors(first.json).length > 0
      ? problemOfAnswer('omnimessage', httpStatus, context.clean(text))
      : apiProblem(messenteProblem('answer-unreadable/no-id', { host: context.host, httpStatus }), {
          httpStatus,
        });
  return { kind: 'unknown', problem, httpStatus, body: context.clean(text), omnimessageId: null };
}
