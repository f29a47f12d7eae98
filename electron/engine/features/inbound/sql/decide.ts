/** Decisions about answers: those of a person, and those that end an opt-out. */
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { addDoNotSend, isUndoing, liftByReply } from '../../consent/sql/index.ts';
import { record } from '../../journal/sql/index.ts';
import { holdQueuedTo, isUndecided } from '../../messages/sql/index.ts';
import { answerRule, blacklistsFor, isSimulatedAnswer, shownText } from './act-on-answer.ts';
import { noteDecision } from './note-decision.ts';

type Row = {
  readonly number: E164 | null;
  readonly meaning: string | null;
  readonly decided_at: number | null;
  readonly text: string | null;
  readonly received_at: number;
  readonly inbound_id: string;
};

const find = (context: QueryContext, id: number): Row | undefined =>
  context.get<Row>(
    'SELECT number, meaning, decided_at, text, received_at, inbound_id FROM inbound_message WHERE id = ?',
    id,
  );

/**
 * Stores what a person decided about an answer that may be an opt-out.
 * @returns why it was not stored: there is no such message, or it needs no decision (any more)
 */
export function decideAnswer(
  context: WriteContext,
  input: { readonly id: number; readonly decision: 'opt-out' | 'keep'; readonly now: number },
): 'decided' | 'unknown' | 'not-needed' {
  const { id, decision, now } = input;
  const answer = find(context, id);
  if (answer === undefined) return 'unknown';
  const { number, meaning, decided_at, text, received_at, inbound_id } = answer;
  if (number === null || meaning !== 'near-miss' || decided_at !== null) return 'not-needed';
  noteDecision(context, { id, decision: decision === 'opt-out' ? 'opted-out' : 'kept', at: now });
  if (decision === 'opt-out') {
    const reason = shownText(text);
    const writtenTo = blacklistsFor(context, inbound_id);
    addDoNotSend(context, { numbers: [number], reason, source: 'reply', at: received_at, now, writtenTo });
  }
  holdQueuedTo(context, number);
  record(context, { what: 'answer-decided', number, after: { decision } });
  return 'decided';
}

/** Returns answers that end an opt-out, have not been applied, and wait for no blacklist, oldest first. */
export function pendingStarts(
  context: QueryContext,
  input: { readonly limit: number },
): { id: number; number: E164 }[] {
  return context.all(
    `SELECT id, number FROM inbound_message m INDEXED BY inbound_message_starts
     WHERE meaning = 'start' AND decided_at IS NULL AND number IS NOT NULL AND NOT ${isUndoing('m.number')}
     ORDER BY id LIMIT ?`,
    input.limit,
  );
}

/**
 * Applies an answer that ends an opt-out.
 * @param input.digest the digest of its number with the folder's own key
 * @returns `waiting`: what was written to blacklists is to be deleted first, and then this is called again
 */
export function applyStart(
  context: WriteContext,
  input: { readonly id: number; readonly digest: string; readonly now: number },
): 'lifted' | 'waiting' | 'none' {
  const { id, digest, now } = input;
  const answer = find(context, id);
  if (answer === undefined || answer.decided_at !== null) return 'none';
  const { number, received_at: at } = answer;
  const isSimulated = isSimulatedAnswer(context, answer.inbound_id);
  const wording = shownText(answer.text);
  const end =
    number === null
      ? 'none'
      : liftByReply(context, { number, digest, at, wording, isSimulated, now, by: answerRule });
  if (end !== 'waiting') noteDecision(context, { id, decision: end, at: now });
  return end;
}

/** Returns how many answers need a person's decision, and when the oldest arrived (epoch ms). */
export function undecidedAnswers(
  context: QueryContext,
  _input: Readonly<Record<string, never>>,
): { count: number; since: number | null } {
  return (
    context.get<{ count: number; since: number | null }>(
      `SELECT count(*) AS count, min(received_at) AS since FROM inbound_message INDEXED BY inbound_message_undecided
       WHERE ${isUndecided()}`,
    ) ?? { count: 0, since: null }
  );
}

/** A scheduled message that Messente has, to a person who may have opted out. */
type ScheduledDespite = { readonly id: string; readonly to: E164 };

/** How many of them are named. */
const mostNamed = 5;

/**
 * Returns the scheduled messages to people whose opt-out waits for the key store: Messente sends them at their time, because
 * an unverified answer cancels nothing. The next ones are named.
 */
export function scheduledDespiteAnswers(
  context: QueryContext,
  _input: Readonly<Record<string, never>>,
): { count: number; first: readonly ScheduledDespite[] } {
  // "+": few people wait, and there may be many scheduled messages.
  const scheduled = context.all<ScheduledDespite>(
    `SELECT id, recipient AS "to" FROM omnimessage WHERE +state = 'scheduled'
       AND recipient IN (SELECT held_number FROM postponed_callback WHERE held_number IS NOT NULL) ORDER BY send_at, seq`,
  );
  return { count: scheduled.length, first: scheduled.slice(0, mostNamed) };
}
