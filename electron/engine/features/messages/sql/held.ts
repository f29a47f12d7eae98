/** Messages to people whose answer may be an opt-out wait until somebody has decided, or the answer's signature is verified. */
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { messagesProblem } from '../../../../../shared/problems/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';

/**
 * SQL for an inbound message: whether it needs a person's decision. The words of the partial index, so that SQLite uses it.
 * @param of the name of the table in the statement, with a dot
 */
export const isUndecided = (of = ''): string =>
  `${of}meaning = 'near-miss' AND ${of}decided_at IS NULL AND ${of}number IS NOT NULL`;

/** SQL for a message of the outbox (o): whether sending to its recipient is held. */
export const isHeldByAnswer = `(EXISTS (SELECT 1 FROM inbound_message i INDEXED BY inbound_message_undecided
         WHERE i.number = o.recipient AND ${isUndecided('i.')})
       OR EXISTS (SELECT 1 FROM postponed_callback p WHERE p.held_number = o.recipient))`;

/** Returns why sending to a number is held; null if it is not. */
export function holdOf(context: QueryContext, number: string): Problem | null {
  const held = context.get<{ undecided: number; unverified: number }>(
    `SELECT EXISTS (SELECT 1 FROM inbound_message INDEXED BY inbound_message_undecided
         WHERE number = ?1 AND ${isUndecided()}) AS undecided,
       EXISTS (SELECT 1 FROM postponed_callback WHERE held_number = ?1) AS unverified`,
    number,
  );
  if (held?.undecided === 1) return messagesProblem('held-by-answer', {}, 'to');
  return held?.unverified === 1 ? messagesProblem('held-by-answer/unverified', {}, 'to') : null;
}

/** Shows with each queued message to a number why it is held; or no more, if it is not. */
export function holdQueuedTo(context: WriteContext, number: string): void {
  const problem = holdOf(context, number);
  const queued = context.all<{ id: string }>(
    // Without a hold it is due at once, and the reasons to wait are judged anew.
    `UPDATE omnimessage SET problem = ?1, next_attempt_at = iif(?1 IS NULL, created_at, next_attempt_at) WHERE recipient = ?2 AND state = 'queued'
       AND (?1 IS NOT NULL OR problem ->> 'code' LIKE 'held-by-answer%') RETURNING id`,
    problem === null ? null : JSON.stringify(problem),
    number,
  );
  for (const { id } of queued) context.changed.messages.add(id);
}
