/** Messages whose purpose keeps to quiet hours are held in the transaction that would begin their attempt. */
import { placeKey } from '../../../../../shared/messaging/number-clock.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import {
  type JudgedSpan,
  type QuietFacts,
  type QuietQuestion,
  quietKind,
} from '../../../../../shared/messaging/quiet-facts.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../../shared/problems/messages.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';

type Due = {
  readonly recipient: E164;
  readonly country: string | null;
  readonly send_at: number | null;
  readonly purpose: string | null;
  readonly overridden: string | null;
};

const override = 'quiet-hours';

/** SQL for a message: whether it is held until its quiet hours end. */
const isHeldByQuietHours = `state = 'queued' AND problem ->> 'code' LIKE 'held-by-quiet-hours%'`;

/** SQL for a message (o): when it is sent, if it is held until its quiet hours end; otherwise null. */
export const heldUntil = `iif(o.state = 'queued' AND o.problem ->> 'code' LIKE 'held-by-quiet-hours%', o.next_attempt_at, NULL)`;

/**
 * Returns what must be known before a message may be sent. If Messente is to send it later, that time counts.
 * @param reachesPeople whether its account sends real messages
 * @returns null if it may be sent at any hour
 */
function quietQuestion(
  message: Due,
  input: { readonly now: number; readonly quiet: QuietFacts },
  reachesPeople: boolean,
): QuietQuestion | null {
  if (!reachesPeople && !input.quiet.inSandbox) return null;
  if (message.overridden !== null && (JSON.parse(message.overridden) as string[]).includes(override))
    return null;
  const kind = quietKind(input.quiet.purposes, message.purpose);
  if (kind === null) return null;
  const at = Math.max(input.now, message.send_at ?? 0);
  return { e164: message.recipient, country: message.country, kind, at };
}

/** Returns the answer to a question; null if the facts have none. */
function judgedSpan({ spans }: QuietFacts, { at, kind, ...number }: QuietQuestion): JudgedSpan | null {
  const place = placeKey(number);
  return (
    spans.find((span) => span.place === place && span.kind === kind && span.from <= at && at < span.to) ??
    null
  );
}

/**
 * Returns whether a due message must not be sent now, and holds it if its quiet hours are known.
 * @param reachesPeople whether its account sends real messages
 * @returns a question if the facts do not answer it: then the message is left as it is
 */
export function waitsForQuietHours(
  context: WriteContext,
  message: Due & { readonly seq: number; readonly id: string },
  input: { readonly now: number; readonly quiet: QuietFacts },
  reachesPeople: boolean,
): boolean | QuietQuestion {
  const question = quietQuestion(message, input, reachesPeople);
  if (question === null) return false;
  const judged = judgedSpan(input.quiet, question);
  if (judged === null) return question;
  if (judged.quiet) holdQuiet(context, message, judged);
  return judged.quiet;
}

/** Holds a message until its quiet hours end: then its attempt is due again, also after a restart. */
function holdQuiet(
  context: WriteContext,
  message: { readonly seq: number; readonly id: string },
  span: JudgedSpan,
): void {
  context.run(
    'UPDATE omnimessage SET next_attempt_at = ?, held_by = NULL, problem = ? WHERE seq = ?',
    span.to,
    JSON.stringify(heldProblem(span)),
    message.seq,
  );
  context.changed.messages.add(message.id);
}

function heldProblem({ shown, zone, unknown }: JudgedSpan): Problem {
  const until = { time: shown, zone };
  return unknown === true
    ? messagesProblem('held-by-quiet-hours/unknown', until)
    : messagesProblem('held-by-quiet-hours', until);
}

/**
 * Sends a held message now, because a person decided so; the message and the journal record it.
 * @returns whether it was held
 */
export function sendInQuietHours(
  context: WriteContext,
  input: { readonly id: string; readonly now: number },
): boolean {
  const held = context.get<{ seq: number; overridden: string | null }>(
    `SELECT seq, overridden FROM omnimessage WHERE id = ? AND ${isHeldByQuietHours}`,
    input.id,
  );
  if (held === undefined) return false;
  const before = held.overridden === null ? [] : (JSON.parse(held.overridden) as string[]);
  context.run(
    'UPDATE omnimessage SET overridden = ?, next_attempt_at = ?, problem = NULL WHERE seq = ?',
    JSON.stringify([...before, override]),
    input.now,
    held.seq,
  );
  record(context, {
    what: 'warnings-overridden',
    subject: input.id,
    after: { warnings: override, messages: 1 },
  });
  context.changed.messages.add(input.id);
  context.changed.added = true;
  return true;
}

/** Lets held messages be judged again, because the rules or the user's hours have changed. */
export function judgeHeldAgain(context: WriteContext, input: { readonly now: number }): void {
  context.run(
    `UPDATE omnimessage SET next_attempt_at = ? WHERE ${isHeldByQuietHours} AND next_attempt_at > ?`,
    input.now,
    input.now,
  );
  context.changed.added = true;
}
