/** Appends status events of messages from delivery reports and polls, and evaluates them. */
import type { DeliveryResult } from '../../../../../shared/messaging/delivery-report.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { readReport } from '../../../messente/read-report.ts';
import { pauseWithoutCredit } from '../../accounts/sql/index.ts';
import { learnIdForCancellation } from './cancel.ts';
import { refold } from './refold.ts';

export type Target = { seq: number; id: string; omnimessage_id: string | null };

/** Returns how many callbacks with the same content are stored for this message. */
export function countSame(context: WriteContext, seq: number, report: DeliveryResult): number {
  const row = context.get<{ n: number }>(
    `SELECT count(*) AS n FROM status_event WHERE omnimessage_seq = ? AND source = 'callback' AND message_id IS ?
       AND channel IS ? AND status IS ? AND err IS ? AND error IS ? AND at IS ? AND total_price IS ?`,
    seq,
    report.messageId,
    report.channel,
    report.status,
    report.err,
    report.error,
    report.at,
    report.price?.totalPrice ?? null,
  );
  return row?.n ?? 0;
}

export function insertEvent(
  context: WriteContext,
  seq: number,
  report: DeliveryResult,
  origin: { receivedAt: number; callbackId: number | null; pollId: number | null },
): void {
  context.run(
    `INSERT INTO status_event (omnimessage_seq, message_id, channel, status, err, error, at, received_at, source,
       callback_id, poll_id, part_price, parts_count, total_price)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    seq,
    report.messageId,
    report.channel,
    report.status,
    report.err,
    report.error,
    report.at,
    origin.receivedAt,
    origin.callbackId === null ? 'poll' : 'callback',
    origin.callbackId,
    origin.pollId,
    report.price?.partPrice ?? null,
    report.price?.partsCount ?? null,
    report.price?.totalPrice ?? null,
  );
}

/** Something new was received: Messente has the message, its id may now be known, and polling starts over. */
export function noteSign(
  context: WriteContext,
  target: Target,
  omnimessageId: string | null,
  at: number,
): void {
  context.dirty.set(target.seq, { at: Math.max(at, context.dirty.get(target.seq)?.at ?? 0), sign: true });
  // The id is stored at once, because the next report of this group may only be assignable by it.
  if (omnimessageId !== null && target.omnimessage_id === null) {
    context.run(
      'UPDATE omnimessage SET omnimessage_id = ? WHERE seq = ? AND omnimessage_id IS NULL',
      omnimessageId,
      target.seq,
    );
    learnIdForCancellation(context, { messageId: target.id, omnimessageId, now: at });
  }
}

/** Applies reports that arrived at the account's default path before their message's id was known. */
export function applyStrays(
  context: WriteContext,
  accountId: string,
  omnimessageId: string,
  seq: number,
): void {
  const strays = context.all<{ id: number; body: Uint8Array }>(
    `SELECT id, body FROM callback WHERE account_id = ? AND omnimessage_id = ? AND outcome = 'unknown-message' ORDER BY id`,
    accountId,
    omnimessageId,
  );
  for (const stray of strays) applyKept(context, stray.id, seq);
}

/** Applies a stored callback to a message, from its raw bytes. */
export function applyKept(context: WriteContext, callbackId: number, seq: number): void {
  const row = context.get<{ body: Uint8Array; received_at: number }>(
    'SELECT body, received_at FROM callback WHERE id = ?',
    callbackId,
  );
  const target = context.get<Target>('SELECT seq, id, omnimessage_id FROM omnimessage WHERE seq = ?', seq);
  if (!row || !target) return;
  const report = readReportBytes(row.body);
  if (!report) return;
  const outcome = countSame(context, seq, report) > 0 ? 'repeat' : 'applied';
  context.run('UPDATE callback SET outcome = ?, omnimessage_seq = ? WHERE id = ?', outcome, seq, callbackId);
  insertEvent(context, seq, report, { receivedAt: row.received_at, callbackId, pollId: null });
  noteSign(context, target, report.omnimessageId, row.received_at);
}

export type KeepPoll = {
  readonly id: string;
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly httpStatus: number | null;
  readonly body: string | null;
  readonly problem: Problem | null;
  readonly statuses: readonly DeliveryResult[];
};

/**
 * Stores an answer to GET status and its events. Only new content counts as an event.
 * @returns whether a new event paused the account's sending
 */
export function keepPoll(context: WriteContext, input: KeepPoll): { isPaused: boolean } {
  const target = context.get<Target>(
    'SELECT seq, id, omnimessage_id FROM omnimessage WHERE id = ?',
    input.id,
  );
  if (!target) return { isPaused: false };
  const { lastInsertRowid } = context.run(
    `INSERT INTO poll (omnimessage_seq, asked_at, answered_at, http_status, body, problem) VALUES (?, ?, ?, ?, ?, ?)`,
    target.seq,
    input.askedAt,
    input.answeredAt,
    input.httpStatus,
    input.body,
    input.problem === null ? null : JSON.stringify(input.problem),
  );
  const errors: (number | null)[] = [];
  for (const report of input.statuses) {
    // A null status only means that Messente is still processing; every answer has one.
    if (report.status === null && report.price === null) continue;
    if (knownFromAnywhere(context, target.seq, report)) continue;
    insertEvent(context, target.seq, report, {
      receivedAt: input.answeredAt,
      callbackId: null,
      pollId: Number(lastInsertRowid),
    });
    errors.push(report.err);
  }
  context.run('UPDATE omnimessage SET poll_count = poll_count + 1 WHERE seq = ?', target.seq);
  if (input.problem === null) {
    // The answer itself proves that Messente has the message.
    context.run(
      `UPDATE omnimessage SET accepted_at = coalesce(accepted_at, ?1), problem = CASE WHEN state = 'unknown' THEN NULL ELSE problem END WHERE seq = ?2`,
      input.answeredAt,
      target.seq,
    );
    learnIds(context, target.seq, input.statuses);
  }
  if (errors.length > 0) noteSign(context, target, null, input.answeredAt);
  else refold(context, target.seq, input.answeredAt);
  return {
    isPaused: pauseWithoutCredit(context, { messageId: target.id, errs: errors, now: input.answeredAt }),
  };
}

function learnIds(context: WriteContext, seq: number, statuses: readonly DeliveryResult[]): void {
  for (const report of statuses) {
    if (report.messageId === null || report.channel === null) continue;
    context.run(
      'UPDATE step SET message_id = coalesce(message_id, ?) WHERE omnimessage_seq = ? AND channel = ?',
      report.messageId,
      seq,
      report.channel,
    );
  }
}

function knownFromAnywhere(context: WriteContext, seq: number, report: DeliveryResult): boolean {
  return (
    context.get(
      `SELECT 1 FROM status_event WHERE omnimessage_seq = ? AND message_id IS ? AND channel IS ? AND status IS ? AND err IS ?
         AND at IS ? AND total_price IS ? LIMIT 1`,
      seq,
      report.messageId,
      report.channel,
      report.status,
      report.err,
      report.at,
      report.price?.totalPrice ?? null,
    ) !== undefined
  );
}

/** Returns the content of a delivery report's body; null if the body is not a delivery report. */
export function readReportBytes(body: Uint8Array): DeliveryResult | null {
  const report = readReport(body);
  return report.ok ? report.value : null;
}
