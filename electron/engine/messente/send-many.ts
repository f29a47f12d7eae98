import { messenteProblem } from '../../../shared/problems/messente.ts';
import { problemOfAnswer, problemOfErrors, readErrors } from './error-bodies.ts';
import { apiProblem } from './problems.ts';
import {
  type AcceptedAnswer,
  fieldsOf,
  type JudgeContext,
  judgeExchange,
  readAccepted,
} from './send-outcome.ts';
import type { Exchange } from './transport.ts';
import type { SendOutcome } from './types.ts';

/** One entry of the answer to a bulk send, judged without its context. */
type Entry =
  | { readonly kind: 'accepted'; readonly answer: AcceptedAnswer; readonly raw: unknown }
  | { readonly kind: 'error'; readonly raw: unknown }
  | { readonly kind: 'unreadable'; readonly raw: unknown };

function readEntry(raw: unknown): Entry {
  const answer = readAccepted(raw);
  if (answer !== null) return { kind: 'accepted', answer, raw };
  return { kind: readErrors(raw).length > 0 ? 'error' : 'unreadable', raw };
}

/** Returns the digits of a number, so that "+372…" and "372…" are the same recipient. */
function digits(to: unknown): string | null {
  return typeof to === 'string' && to !== '' ? to.replace(/\D/g, '') : null;
}

/**
 * Finds the entry that answers each body: an index into `entries`, or null if the entry cannot be determined.
 *
 * Messente documents "One entry per omnimessage", but not their order. If there are as many entries as
 * bodies, and no entry names a recipient other than that of the body at its place, the entries are in order.
 * Otherwise an entry whose recipient occurs once among the bodies and once among the entries answers that
 * body. The remaining entries are only assigned if all of them are errors and there are as many as remaining
 * bodies, because then the assignment makes no difference.
 */
function matchEntries(
  recipients: readonly (string | null)[],
  entries: readonly Entry[],
): readonly (number | null)[] {
  const named = entries.map((entry) => (entry.kind === 'accepted' ? digits(entry.answer.to) : null));
  const inOrder =
    entries.length === recipients.length &&
    named.every((to, index) => to === null || to === recipients[index]);
  // An entry without a recipient could belong to any body, so only entries with a recipient prove the order.
  if (inOrder) return entries.map((_, index) => index);

  const matched = recipients.map((to) => {
    if (to === null || recipients.filter((other) => other === to).length > 1) return null;
    const index = named.indexOf(to);
    return index >= 0 && named.lastIndexOf(to) === index ? index : null;
  });
  const used = new Set(matched);
  const left = entries.map((_, index) => index).filter((index) => !used.has(index));
  const open = matched.flatMap((index, body) => (index === null ? [body] : []));
  if (left.length !== open.length || !left.every((index) => entries[index]?.kind === 'error')) return matched;
  const filled = [...matched];
  for (const [position, body] of open.entries()) filled[body] = left[position] ?? null;
  return filled;
}

function outcomeOfEntry(entry: Entry, httpStatus: number, context: JudgeContext): SendOutcome {
  const body = JSON.stringify(entry.raw) ?? '';
  if (entry.kind === 'accepted') {
    return { kind: 'accepted', ...entry.answer, httpStatus, body: context.cleanSuccess(body) };
  }
  const clean = context.clean(body);
  if (entry.kind === 'unreadable') {
    return {
      kind: 'unknown',
      problem: problemOfAnswer('omnimessage', httpStatus, clean),
      httpStatus,
      body: clean,
      omnimessageId: null,
    };
  }
  const problem = problemOfErrors('omnimessage', httpStatus, readErrors(JSON.parse(clean)));
  // An internal error of Messente leaves the outcome of the entry unknown, just as a 5xx does for a whole
  // request.
  if (problem.code === 'server-error') {
    return { kind: 'unknown', problem, httpStatus, body: clean, omnimessageId: null };
  }
  // The HTTP status applies to the whole request; this entry was refused on its own.
  return { kind: 'refused', problem, httpStatus, body: clean };
}

/**
 * Returns the outcome of each omnimessage of a bulk send.
 * @param exchange what happened
 * @param bodies the omnimessages that were sent
 * @param context as for a single send
 * @returns one outcome per body, in the order of the bodies; the same outcome for all bodies if the whole
 * request failed
 */
export function judgeSendMany(
  exchange: Exchange,
  bodies: readonly unknown[],
  context: JudgeContext,
): readonly SendOutcome[] {
  const first = judgeExchange(exchange, context);
  if (first.kind !== 'success') {
    // An id that was found in a truncated answer cannot be assigned to one of several messages.
    const outcome: SendOutcome =
      first.kind === 'unknown' && bodies.length > 1 ? { ...first, omnimessageId: null } : first;
    return bodies.map(() => outcome);
  }
  const { httpStatus } = first;
  const list = fieldsOf(first.json)?.messages;
  const entries = Array.isArray(list) ? list.map(readEntry) : [];
  const recipients = bodies.map((body) => digits(fieldsOf(body)?.to));
  const matches = matchEntries(recipients, entries);
  const text = context.clean(first.text);
  return bodies.map((_, index) => {
    const match = matches[index] ?? null;
    const entry = match === null ? undefined : entries[match];
    if (entry !== undefined) return outcomeOfEntry(entry, httpStatus, context);
    return {
      kind: 'unknown',
      problem: apiProblem(
        messenteProblem('answer-unreadable/no-outcome', {
          host: context.host,
          httpStatus,
          messages: bodies.length,
        }),
        { httpStatus },
      ),
      httpStatus,
      body: text,
      omnimessageId: null,
    };
  });
}
