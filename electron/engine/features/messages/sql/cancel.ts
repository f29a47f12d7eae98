import type { CancelReason } from '../../../../../shared/contract/messages.ts';
import type { DraftChain } from '../../../../../shared/messaging/compose.ts';
import type { DeliveryResult } from '../../../../../shared/messaging/delivery-report.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { statusInfo } from '../../../../../shared/messaging/status.ts';
import { engineActor } from '../../../acting.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';
import { rebook } from '../../spending/sql/index.ts';
import { channelsOf, createConsentCheck } from './consent-check.ts';
import { withdrawalOf } from './withdrawal.ts';

/**
 * The assumed time limit of a step without one: Messente's default is not documented, its examples have
 * 21,600 s.
 */
const undocumentedWaitSeconds = 21_600;
/** Clocks differ, and the last report needs some time. */
export const cancelMarginMs = 2 * 60_000;
/** How long the outcome is remembered if the message is deleted, because a user may still ask for it. */
const endedKeptMs = 24 * 60 * 60_000;

/** SQL for an omnimessage `o`: when its chain can no longer reach the person, epoch ms. */
export const reachableUntil = `(max(o.created_at, coalesce(o.send_at, 0), coalesce(o.accepted_at, o.last_sign_at, 0))
  + 1000 * coalesce((SELECT sum(coalesce(s.wait_seconds, ${undocumentedWaitSeconds})) FROM step s WHERE s.omnimessage_seq = o.seq), 0)
  + ${cancelMarginMs})`;

/**
 * The ordered cancellations: local ids of messages to cancel at Messente, and the number of messages that
 * were withdrawn locally.
 */
export type Ordered = { readonly withdrawn: number; readonly ids: readonly string[] };

type Candidate = {
  readonly id: string;
  readonly account_id: string;
  readonly omnimessage_id: string | null;
  readonly state: string;
  readonly send_at: number | null;
  readonly until_at: number;
};

/** SQL for unsettled messages that Messente has, may have, or is receiving now. */
const selectCandidates = `SELECT o.id, o.account_id, o.omnimessage_id, o.state, o.send_at, ${reachableUntil} AS until_at
  FROM omnimessage o`;
const openAtMessente = `o.state IN ('sending', 'scheduled', 'pending', 'unknown')`;

/**
 * Orders the cancellation of all messages to one number that may still reach the person. Each message has one
 * task, however often it is ordered.
 * @param input.until only messages up to this time, epoch ms; missing means all
 * @param input.inCopy the database is an older copy: its queued messages may have been sent since
 */
export function cancelAllTo(
  context: WriteContext,
  input: {
    readonly number: string;
    readonly reason: CancelReason;
    readonly now: number;
    readonly until?: number;
    readonly inCopy?: boolean;
  },
): string[] {
  const open = input.inCopy === true ? `(${openAtMessente} OR o.state = 'queued')` : openAtMessente;
  const candidates = context.all<Candidate>(
    `${selectCandidates} WHERE o.recipient = ? AND o.created_at <= ? AND ${open}`,
    input.number,
    input.until ?? Number.MAX_SAFE_INTEGER,
  );
  return order(context, candidates, input.reason, input.now);
}

/** Orders the cancellation of messages to one number that the ledger of consent does not allow any more. */
export function cancelWithheldTo(
  context: WriteContext,
  { number, now }: { readonly number: string; readonly now: number },
): string[] {
  const check = createConsentCheck(context);
  const candidates = context.all<Candidate & { readonly draft: string; readonly purpose: string | null }>(
    `SELECT * FROM (${selectCandidates} WHERE o.recipient = ? AND ${openAtMessente})
     JOIN (SELECT id, draft, purpose FROM omnimessage) USING (id)`,
    number,
  );
  const withheld = candidates.filter(
    ({ draft, purpose }) => check(number, purpose, channelsOf(JSON.parse(draft) as DraftChain)).length > 0,
  );
  return order(context, withheld, 'opt-out', now);
}

/** Orders the cancellation of messages by local id, if they may still reach the person. */
export function cancelThese(
  context: WriteContext,
  input: { readonly ids: readonly string[]; readonly reason: CancelReason; readonly now: number },
): string[] {
  const candidates = context.all<Candidate>(
    `${selectCandidates} WHERE o.id IN (SELECT value FROM json_each(?)) AND (${openAtMessente} OR o.state = 'queued')`,
    JSON.stringify(input.ids),
  );
  return order(context, candidates, input.reason, input.now);
}

/** Orders the cancellation of an account's scheduled messages, but not of messages in progress. */
export function cancelScheduledOf(
  context: WriteContext,
  input: { readonly accountId: string; readonly now: number },
): string[] {
  const candidates = context.all<Candidate>(
    `${selectCandidates} WHERE ${openAtMessente} AND +o.account_id = ? AND o.send_at > ? AND o.origin IS NULL`,
    input.accountId,
    input.now - cancelMarginMs,
  );
  return order(context, candidates, 'account-removed', input.now);
}

/**
 * Orders all required cancellations in a database that replaced another: for everybody on its do-not-send
 * list, and of removed accounts.
 */
export function cancelWhatIsOwed(context: WriteContext, input: { readonly now: number }): string[] {
  const listed = context.all<Candidate>(
    `${selectCandidates} WHERE ${openAtMessente} AND o.recipient IN (SELECT number FROM do_not_send)`,
  );
  const removed = context.all<{ id: string }>('SELECT id FROM account WHERE removed_at IS NOT NULL');
  return [
    ...order(context, listed, 'opt-out', input.now),
    ...removed.flatMap(({ id }) => cancelScheduledOf(context, { accountId: id, now: input.now })),
  ];
}

/**
 * Takes over pending and finished cancellations from another database of this folder, whose information is
 * newer.
 */
export function carryCancellations(
  context: WriteContext,
  today: WriteContext,
  input: { readonly now: number },
): void {
  for (const row of today.all<Record<string, string | number | null> & { message_id: string }>(
    'SELECT * FROM cancellation',
  )) {
    const columns = Object.keys(row);
    context.run(
      `INSERT INTO cancellation (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (message_id) DO UPDATE SET ${columns
         .filter((column) => column !== 'omnimessage_id' && column !== 'message_id')
         .map((column) => `${column} = excluded.${column}`)
         .join(', ')}, omnimessage_id = coalesce(excluded.omnimessage_id, omnimessage_id)`,
      ...columns.map((column) => row[column] ?? null),
    );
    if (row.outcome === 'cancelled') markCancelled(context, { id: row.message_id, now: input.now });
  }
  // Messages that were scheduled after the backup, to somebody who is only on the backup's list.
  const since = today
    .all<Candidate & { recipient: string }>(
      `SELECT * FROM (${selectCandidates} WHERE ${openAtMessente}) JOIN (SELECT id, recipient FROM omnimessage) USING (id)`,
    )
    .filter(({ recipient }) => withdrawalOf(context, recipient) !== null);
  order(context, since, 'opt-out', input.now);
}

function order(
  context: WriteContext,
  candidates: readonly Candidate[],
  reason: CancelReason,
  now: number,
): string[] {
  const ids: string[] = [];
  for (const message of candidates) {
    const until = message.state === 'sending' ? Math.max(message.until_at, now) : message.until_at;
    if (until <= now) continue;
    const { changes } = context.run(
      // A cancellation by the user is now required; one that failed is retried.
      `INSERT INTO cancellation (message_id, account_id, omnimessage_id, send_at, until_at, reason, created_at, next_try_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, CASE WHEN ?3 IS NULL THEN NULL ELSE ?7 END)
       ON CONFLICT (message_id) DO UPDATE SET
         omnimessage_id = coalesce(omnimessage_id, excluded.omnimessage_id),
         until_at = max(until_at, excluded.until_at),
         reason = CASE WHEN reason = 'person' THEN excluded.reason ELSE reason END,
         next_try_at = CASE WHEN coalesce(omnimessage_id, excluded.omnimessage_id) IS NULL THEN NULL ELSE excluded.created_at END,
         ended_at = NULL, outcome = NULL
       WHERE outcome IS NULL OR outcome = 'over'`,
      message.id,
      message.account_id,
      message.omnimessage_id,
      message.send_at,
      until,
      reason,
      now,
    );
    if (changes === 0) continue;
    context.changed.messages.add(message.id);
    ids.push(message.id);
  }
  return ids;
}

/** Returns why a message must be cancelled; null if it need not be. */
export function owedReason(context: WriteContext, messageId: string): CancelReason | null {
  const row = context.get<{ reason: CancelReason }>(
    'SELECT reason FROM cancellation WHERE message_id = ? AND ended_at IS NULL',
    messageId,
  );
  return row?.reason ?? null;
}

/** Messente's id of a message is now known, so its cancellation can be tried. */
export function learnIdForCancellation(
  context: WriteContext,
  input: { readonly messageId: string; readonly omnimessageId: string; readonly now: number },
): void {
  context.run(
    `UPDATE cancellation SET omnimessage_id = ?, next_try_at = ? WHERE message_id = ? AND omnimessage_id IS NULL AND ended_at IS NULL`,
    input.omnimessageId,
    input.now,
    input.messageId,
  );
}

/**
 * Evaluates a verified report about an erased message: it may contain Messente's id, or that the person was
 * reached. Nothing else of it is stored.
 */
export function hearOfErased(
  context: WriteContext,
  input: {
    readonly accountId: string;
    readonly localId: string | null;
    readonly report: DeliveryResult;
    readonly now: number;
  },
): void {
  const { report, now } = input;
  const task = context.get<{ message_id: string; omnimessage_id: string | null }>(
    `SELECT message_id, omnimessage_id FROM cancellation
     WHERE ended_at IS NULL AND account_id = ?1 AND (message_id = ?2 OR (?2 IS NULL AND omnimessage_id = ?3))`,
    input.accountId,
    input.localId,
    report.omnimessageId,
  );
  if (!task) return;
  if (task.omnimessage_id === null) {
    if (report.omnimessageId === null || isOfAnotherMessage(context, report.omnimessageId)) return;
    learnIdForCancellation(context, { messageId: task.message_id, omnimessageId: report.omnimessageId, now });
    // Reports at the default path also find the cancellation, and are not stored either.
    context.run(
      'INSERT OR IGNORE INTO erased_message (id, erased_at) VALUES (?, ?)',
      report.omnimessageId,
      now,
    );
  } else if (report.omnimessageId !== null && report.omnimessageId !== task.omnimessage_id) return;
  if (statusInfo(report.status).class === 'reached') end(context, task.message_id, 'reached', now);
  context.changed.messages.add(task.message_id);
}

function isOfAnotherMessage(context: WriteContext, omnimessageId: string): boolean {
  return (
    context.get(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM omnimessage WHERE omnimessage_id = ?1)
         OR EXISTS (SELECT 1 FROM erased_message WHERE id = ?1)
         OR EXISTS (SELECT 1 FROM cancellation WHERE omnimessage_id = ?1)`,
      omnimessageId,
    ) !== undefined
  );
}

function end(
  context: WriteContext,
  messageId: string,
  outcome: 'cancelled' | 'not-sent' | 'reached' | 'failed' | 'over',
  now: number,
): void {
  context.run(
    'UPDATE cancellation SET ended_at = ?, outcome = ?, next_try_at = NULL WHERE message_id = ? AND ended_at IS NULL',
    now,
    outcome,
    messageId,
  );
  context.changed.messages.add(messageId);
}

/**
 * Stores Messente's answer to an attempt; `nextTryAt` null: it is not retried, but the message may still
 * reach the person.
 */
export function finishCancellation(
  context: WriteContext,
  input: { readonly messageId: string; readonly now: number } & (
    | { readonly cancelled: true }
    | { readonly cancelled: false; readonly problem: Problem; readonly nextTryAt: number | null }
  ),
): void {
  const { messageId, now } = input;
  context.run(
    `UPDATE cancellation SET tries = tries + 1, tried_at = ?, problem = ?, next_try_at = ? WHERE message_id = ? AND ended_at IS NULL`,
    now,
    input.cancelled ? null : JSON.stringify(input.problem),
    input.cancelled ? null : input.nextTryAt,
    messageId,
  );
  context.changed.messages.add(messageId);
  if (!input.cancelled) return;
  end(context, messageId, 'cancelled', now);
  markCancelled(context, { id: messageId, now });
}

/** Ends finished cancellations: the message is settled, or its time has passed. */
export function settleCancellations(context: WriteContext, input: { readonly now: number }): void {
  const settled = context.all<{ id: string; state: string }>(
    `SELECT c.message_id AS id, o.state FROM cancellation c CROSS JOIN omnimessage o ON o.id = c.message_id
     WHERE c.ended_at IS NULL AND o.state IN ('delivered', 'seen', 'failed', 'refused', 'cancelled')`,
  );
  for (const { id, state } of settled) {
    const outcome =
      state === 'refused' ? 'not-sent' : state === 'cancelled' || state === 'failed' ? state : 'reached';
    end(context, id, outcome, input.now);
  }
  for (const { id } of context.all<{ id: string }>(
    'SELECT message_id AS id FROM cancellation WHERE ended_at IS NULL AND until_at <= ?',
    input.now,
  ))
    end(context, id, 'over', input.now);
  context.run(
    `DELETE FROM cancellation WHERE ended_at < ? AND NOT EXISTS (SELECT 1 FROM omnimessage o WHERE o.id = message_id)`,
    input.now - endedKeptMs,
  );
}

/**
 * Marks a message that Messente has cancelled. A report that arrived meanwhile takes precedence and stays.
 */
export function markCancelled(
  context: WriteContext,
  input: { readonly id: string; readonly now: number },
): void {
  const cancelled = context.get<{ seq: number }>(
    `UPDATE omnimessage SET state = 'cancelled', settled_at = ?, next_poll_at = NULL
     WHERE id = ? AND state IN ('scheduled', 'pending', 'unknown') RETURNING seq`,
    input.now,
    input.id,
  );
  if (cancelled === undefined) return;
  rebook(context, cancelled.seq, input.now);
  context.changed.messages.add(input.id);
}

/**
 * A removed account's password was deleted from the key store, because no cancellation is pending any more.
 */
export function forgetPassword(context: WriteContext, input: { readonly accountId: string }): void {
  const { changes } = context.run(
    'UPDATE account SET password_set = 0 WHERE id = ? AND removed_at IS NOT NULL AND password_set = 1',
    input.accountId,
  );
  if (changes > 0) record(context, { what: 'password-removed', subject: input.accountId, by: engineActor });
}
