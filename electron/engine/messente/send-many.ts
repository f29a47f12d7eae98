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

/** One entry of the answer to a bulk send, as it reads by itself. */
type Entry =
  | { readonly kind: 'accepted'; readonly answer: AcceptedAnswer; readonly raw: unknown }
  | { readonly kind: 'error'; readonly raw: unknown }
  | { readonly kind: 'unreadable'; readonly raw: unknown };

function readEntry(raw: unknown): Entry {
  const answer = readAccepted(raw);
  if (answer !== null) return { kind: 'accepted', answer, raw };
  return { kind: readErrors(raw).length > 0 ? 'error' : 'unreadable', raw };
}

/** A number's digits: "+372…" and "372…" are the same recipient. */
function digits(to: unknown): string | null {
  return typeof to === 'string' && to !== '' ? to.replace(/\D/g, '') : null;
}

/**
 * Which entry answers which body: an index into `entries`, or null where that can't be told.
 *
 * "One entry per omnimessage" is documented, their order is not. So: where there are as many entries as bodies and no
 * entry names a recipient other than the body's at its place, they are in order. Otherwise an entry that names a
 * recipient who occurs once among the bodies and once among the entries answers that one; and what is left over is
 * matched only where all of it is errors, as many as bodies, since then it doesn't matter which is whose.
 */
function matchEntries(
  recipients: readonly (string | null)[],
  entries: readonly Entry[],
): readonly (number | null)[] {
  const named = entries.map((entry) => (entry.kind === 'accepted' ? digits(entry.answer.to) : null));
  const inOrder =
    entries.length === recipients.length &&
    named.every((to, index) => to === null || to === recipients[index]);
  // An entry without a recipient could be anybody's, so that order is proven only by those that name one.
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
  // A failure of Messente's own says no more about one entry than a 5xx says about a request.
  if (problem.code === 'server-error') {
    return { kind: 'unknown', problem, httpStatus, body: clean, omnimessageId: null };
  }
  // The HTTP status stands for the whole request; the entry by itself was refused.
  return { kind: 'refused', problem, httpStatus, body: clean };
}

/**
 * What each omnimessage of a bulk send came to.
 * @param exchange what happened
 * @param bodies what was sent, one an omnimessage
 * @param context as for one send
 * @returns one outcome a body, in the bodies' order; the same for all where the request as a whole was not a success
 */
export function judgeSendMany(
  exchange: Exchange,
  bodies: readonly unknown[],
  context: JudgeContext,
): readonly SendOutcome[] {
  const first = judgeExchange(exchange, context);
  if (first.kind !== 'success') {
    // An id salvaged from a cut answer can't be told to belong to one of several.
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
          length: bodies.length,
        }),
        { httpStatus },
      ),
      httpStatus,
      body: text,
      omnimessageId: null,
    };
  });
}
