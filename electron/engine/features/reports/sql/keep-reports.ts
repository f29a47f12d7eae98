import type { DeliveryResult } from '../../../../../shared/messaging/delivery-report.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { pauseWithoutCredit } from '../../accounts/sql/index.ts';
import { isInboundGone, type StoredInbound, storeInbound } from '../../inbound/sql/index.ts';
import {
  applyKept,
  countSame,
  hearOfErased,
  insertEvent,
  noteSign,
  readReportBytes,
  type Target,
} from '../../messages/sql/index.ts';
import { refusedOf } from './refused-of.ts';

export type KeptCallback = {
  /** 0: nothing of it is stored (a repeat of a repeat, or about an erased message). */
  readonly callbackId: number;
  readonly outcome: CallbackOutcome;
  /** Whether the report paused its account's sending. */
  readonly isPaused: boolean;
  /** An inbound message that is new with this callback; null if there is none. */
  readonly newInbound: NewInbound | null;
};

export type NewInbound = { readonly id: number; readonly effect: StoredInbound['effect'] };

type CallbackOutcome = 'applied' | 'repeat' | 'unreadable' | 'unknown-message' | 'not-applied';

export type KeepCallback = {
  /** The callback's existing id; missing means the next id. */
  readonly id?: number;
  readonly receivedAt: number;
  readonly accountId: string;
  /** The local id from the path; null on an account's default path. */
  readonly localId: string | null;
  /** The number that people write to; null: the callback is addressed as a delivery report. */
  readonly inboundId: string | null;
  readonly method: string;
  readonly target: string;
  /** The header pairs as JSON, because a text is sent to the worker much faster than nested arrays. */
  readonly headers: string;
  readonly body: Uint8Array;
  readonly verdict: 'verified' | 'forged' | 'unsigned';
  readonly secret: 'current' | 'earlier' | null;
  /** The body's content; null if it is unreadable or the signature is invalid. */
  readonly report: DeliveryResult | null;
};

/**
 * How many callbacks without a valid signature are kept per account: a flood of forgeries must not fill the
 * disk.
 */
const refusedKept = 1_000;
/** How often the same report is kept per message, and an inbound message: the signature contains no time, so a replay verifies. */
const repeatsKept = 50;

/**
 * How many signed callbacks without a message are kept per account: other programs with the same API key may
 * receive theirs here, and one may be replayed endlessly.
 */
const strayKept = 10_000;

/** Stores a callback as received, and its content if it is trusted. Runs inside the writer's transaction. */
export function keepCallback(context: WriteContext, input: KeepCallback): KeptCallback {
  return { isPaused: false, newInbound: null, ...keep(context, input) };
}

function keep(
  context: WriteContext,
  input: KeepCallback,
): Omit<KeptCallback, 'isPaused' | 'newInbound'> & Partial<KeptCallback> {
  if (input.verdict !== 'verified') {
    // A callback on an erased message's path is not stored even as a forgery, because its body would bring
    // the number back.
    if (isErased(context, input, null)) return { callbackId: 0, outcome: 'not-applied' };
    const callbackId = insertCallback(context, input, null, 'not-applied');
    const { where, value } = refusedOf(input);
    context.run(
      `DELETE FROM callback WHERE ${where} AND id <= (
         SELECT id FROM callback WHERE ${where} ORDER BY id DESC LIMIT 1 OFFSET ${refusedKept})`,
      value,
    );
    return { callbackId, outcome: 'not-applied' };
  }
  if (input.inboundId !== null) return keepInbound(context, input, input.inboundId);
  if (isErased(context, input, input.report)) {
    const { accountId, localId, report, receivedAt } = input;
    if (report !== null) hearOfErased(context, { accountId, localId, report, now: receivedAt });
    return { callbackId: 0, outcome: 'unknown-message' };
  }
  const target = findMessage(context, input.accountId, input.localId, input.report);
  if (!target) {
    context.run(
      `DELETE FROM callback WHERE account_id = ?1 AND outcome IN ('unknown-message', 'unreadable') AND omnimessage_seq IS NULL AND inbound_id IS NULL AND id <= (
         SELECT id FROM callback WHERE account_id = ?1 AND outcome IN ('unknown-message', 'unreadable') AND omnimessage_seq IS NULL
           AND inbound_id IS NULL ORDER BY id DESC LIMIT 1 OFFSET ${strayKept})`,
      input.accountId,
    );
  }
  if (input.report === null) {
    return {
      callbackId: insertCallback(context, input, target?.seq ?? null, 'unreadable'),
      outcome: 'unreadable',
    };
  }
  if (!target) {
    return {
      callbackId: insertCallback(context, input, null, 'unknown-message'),
      outcome: 'unknown-message',
    };
  }
  const { report } = input;
  if (isOfAnother(context, target, report)) {
    // Signed, on this message's path, but about another omnimessage: stored and shown, but not trusted for
    // this one.
    return { callbackId: insertCallback(context, input, target.seq, 'not-applied'), outcome: 'not-applied' };
  }
  const repeats = countSame(context, target.seq, report);
  if (repeats >= repeatsKept) return { callbackId: 0, outcome: 'repeat' };
  const outcome = repeats > 0 ? 'repeat' : 'applied';
  const callbackId = insertCallback(context, input, target.seq, outcome);
  insertEvent(context, target.seq, report, { receivedAt: input.receivedAt, callbackId, pollId: null });
  if (outcome === 'repeat') {
    context.changed.messages.add(target.id);
    return { callbackId, outcome };
  }
  noteSign(context, target, report.omnimessageId, input.receivedAt);
  const isPaused = pauseWithoutCredit(context, {
    messageId: target.id,
    errs: [report.err],
    now: input.receivedAt,
  });
  return { callbackId, outcome, isPaused };
}

/** Stores a verified inbound message, and the callback that brought it. */
function keepInbound(
  context: WriteContext,
  input: KeepCallback,
  inboundId: string,
): Pick<KeptCallback, 'callbackId' | 'outcome' | 'newInbound'> {
  const stored = storeInbound(context, { inboundId, body: input.body, receivedAt: input.receivedAt });
  const outcome = outcomeOfInbound(stored);
  const newInbound = newOf(stored);
  const copies =
    context.get<{ n: number }>(
      'SELECT count(*) AS n FROM callback WHERE inbound_message_id = ?',
      stored.messageId,
    )?.n ?? 0;
  if (stored.messageId === null || stored.isStripped || copies >= repeatsKept)
    return { callbackId: 0, outcome, newInbound };
  const { messageId, channel } = stored;
  return {
    callbackId: insertCallback(context, input, null, outcome, { messageId, channel }),
    outcome,
    newInbound,
  };
}

function newOf({ isNew, messageId, effect }: StoredInbound): NewInbound | null {
  return isNew && messageId !== null ? { id: messageId, effect } : null;
}

function outcomeOfInbound({ isNew, isReadable }: StoredInbound): CallbackOutcome {
  if (!isNew) return 'repeat';
  return isReadable ? 'applied' : 'unreadable';
}

/** Returns whether a report is about another omnimessage than its path names. */
function isOfAnother(context: WriteContext, target: Target, report: DeliveryResult): boolean {
  if (report.omnimessageId === null) return false;
  if (target.omnimessage_id !== null) return target.omnimessage_id !== report.omnimessageId;
  return (
    context.get(
      'SELECT 1 FROM omnimessage WHERE omnimessage_id = ? AND seq <> ?',
      report.omnimessageId,
      target.seq,
    ) !== undefined
  );
}

export function isErased(
  context: WriteContext,
  { localId, inboundId, body }: Pick<KeepCallback, 'localId' | 'inboundId' | 'body'>,
  report: DeliveryResult | null,
): boolean {
  if (inboundId !== null) return isInboundGone(context, inboundId, body);
  // One statement for both ids, because it runs for every report. No id is null in the table.
  return (
    context.get(
      'SELECT 1 WHERE EXISTS (SELECT 1 FROM erased_message WHERE id = ?) OR EXISTS (SELECT 1 FROM erased_message WHERE id = ?)',
      localId,
      report?.omnimessageId ?? null,
    ) !== undefined
  );
}

function insertCallback(
  context: WriteContext,
  input: KeepCallback,
  seq: number | null,
  outcome: CallbackOutcome,
  inbound: Pick<StoredInbound, 'messageId' | 'channel'> = { messageId: null, channel: null },
): number {
  const { lastInsertRowid } = context.run(
    `INSERT INTO callback (id, received_at, account_id, omnimessage_seq, local_id, method, target, headers, body, verdict, secret,
       outcome, status, channel, recipient, omnimessage_id, inbound_id, inbound_message_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    input.id ?? null,
    input.receivedAt,
    input.accountId,
    seq,
    input.localId,
    input.method,
    input.target,
    input.headers,
    input.body,
    input.verdict,
    input.secret,
    outcome,
    input.report?.status ?? null,
    input.report?.channel ?? inbound.channel,
    input.report?.to ?? null,
    input.report?.omnimessageId ?? null,
    input.inboundId,
    inbound.messageId,
  );
  const id = Number(lastInsertRowid);
  context.changed.newestCallback = Math.max(context.changed.newestCallback, id);
  return id;
}

/** By our own path first, which finds the message even if the answer to the send was lost. */
function findMessage(
  context: WriteContext,
  accountId: string,
  localId: string | null,
  report: DeliveryResult | null,
): Target | undefined {
  if (localId !== null) {
    return context.get<Target>(
      'SELECT seq, id, omnimessage_id FROM omnimessage WHERE id = ? AND account_id = ?',
      localId,
      accountId,
    );
  }
  if (report?.omnimessageId) {
    const found = context.get<Target>(
      'SELECT seq, id, omnimessage_id FROM omnimessage WHERE account_id = ? AND omnimessage_id = ?',
      accountId,
      report.omnimessageId,
    );
    if (found) return found;
  }
  if (report?.messageId) {
    return context.get<Target>(
      `SELECT o.seq, o.id, o.omnimessage_id FROM step s JOIN omnimessage o ON o.seq = s.omnimessage_seq
       WHERE s.message_id = ? AND o.account_id = ?`,
      report.messageId,
      accountId,
    );
  }
  return undefined;
}

/** Accepts callbacks that were stored with a 401 and are verified by the account's current passwords. */
export function acceptKept(
  context: WriteContext,
  input: { readonly callbackId: number; readonly secret: 'current' | 'earlier'; readonly now: number },
): Pick<KeptCallback, 'newInbound'> | null {
  const row = context.get<{
    account_id: string;
    local_id: string | null;
    inbound_id: string | null;
    received_at: number;
    body: Uint8Array;
  }>(
    `SELECT account_id, local_id, inbound_id, received_at, body FROM callback WHERE id = ? AND verdict <> 'verified'`,
    input.callbackId,
  );
  if (!row) return null;
  if (row.inbound_id !== null) return acceptInbound(context, input, { ...row, inbound_id: row.inbound_id });
  const report = readReportBytes(row.body);
  if (isErased(context, { localId: row.local_id, inboundId: null, body: row.body }, report)) {
    context.run('DELETE FROM callback WHERE id = ?', input.callbackId);
    if (report !== null) {
      hearOfErased(context, {
        accountId: row.account_id,
        localId: row.local_id,
        report,
        now: input.now,
      });
    }
    return null;
  }
  const target = findMessage(context, row.account_id, row.local_id, report);
  const outcome: CallbackOutcome =
    report === null ? 'unreadable' : target === undefined ? 'unknown-message' : 'applied';
  context.run(
    `UPDATE callback SET verdict = 'verified', secret = ?, outcome = ?, status = ?, channel = ?, recipient = ?, omnimessage_id = ?,
       omnimessage_seq = ? WHERE id = ?`,
    input.secret,
    outcome,
    report?.status ?? null,
    report?.channel ?? null,
    report?.to ?? null,
    report?.omnimessageId ?? null,
    target?.seq ?? null,
    input.callbackId,
  );
  context.changed.newestCallback = Math.max(context.changed.newestCallback, input.callbackId);
  if (target !== undefined && report !== null && isOfAnother(context, target, report)) {
    context.run(`UPDATE callback SET outcome = 'not-applied' WHERE id = ?`, input.callbackId);
    return { newInbound: null };
  }
  if (outcome === 'applied' && target) applyKept(context, input.callbackId, target.seq);
  return { newInbound: null };
}

function acceptInbound(
  context: WriteContext,
  input: { readonly callbackId: number; readonly secret: 'current' | 'earlier' },
  row: { readonly inbound_id: string; readonly received_at: number; readonly body: Uint8Array },
): Pick<KeptCallback, 'newInbound'> | null {
  const stored = storeInbound(context, {
    inboundId: row.inbound_id,
    body: row.body,
    receivedAt: row.received_at,
  });
  if (stored.messageId === null || stored.isStripped) {
    context.run('DELETE FROM callback WHERE id = ?', input.callbackId);
    return null;
  }
  context.run(
    `UPDATE callback SET verdict = 'verified', secret = ?, outcome = ?, channel = ?, inbound_message_id = ? WHERE id = ?`,
    input.secret,
    outcomeOfInbound(stored),
    stored.channel,
    stored.messageId,
    input.callbackId,
  );
  context.changed.newestCallback = Math.max(context.changed.newestCallback, input.callbackId);
  return { newInbound: newOf(stored) };
}
