import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { eraseFromJournal, forgetRegistersOfMessage, record } from '../../journal/sql/index.ts';
import { cancelAllTo, unindexMessage } from '../../messages/sql/index.ts';
import { eraseFromDrafts, eraseViews } from './erase-drafts.ts';
import { eraseFromRuns } from './erase-runs.ts';
import { eraseFromScenarios } from './erase-scenarios.ts';

export type ErasureCounts = {
  messages: number;
  events: number;
  callbacks: number;
  polls: number;
  attempts: number;
  drafts: number;
  /** Test runs, saved views and saved scenarios that contained it. */
  runs: number;
  views: number;
  scenarios: number;
};

export type Erased = ErasureCounts & {
  /** The changed runs. */
  readonly runIds: readonly string[];
  /** Local ids of messages that Messente may still send, which must be cancelled. */
  readonly toCancel: readonly string[];
};

/**
 * Erases everything about one number, including otherwise append-only data, at its owner's request. The entry
 * on the do-not-send list stays, because it protects the person from further messages. A keyed digest records
 * the erasure (docs/decisions/0014), so that an older backup does not bring the data back. Messages that
 * Messente may still send to the number will be cancelled; this is stored in the same transaction and
 * outlives the messages.
 * @param input.digest the digest of the number with the folder's own key
 * @param input.until only data up to this time, epoch ms; missing means everything
 * @param input.inCopy the database is a copy from which nobody sends: nothing in it is really under way
 * @returns what was erased; null if a request to this number is under way now
 */
export function eraseNumber(
  context: WriteContext,
  input: {
    readonly number: E164;
    readonly now: number;
    readonly digest?: string;
    readonly until?: number;
    readonly inCopy?: boolean;
  },
): Erased | null {
  const until = input.until ?? Number.MAX_SAFE_INTEGER;
  const messages = context.all<{ seq: number; id: string; omnimessage_id: string | null; state: string }>(
    'SELECT seq, id, omnimessage_id, state FROM omnimessage WHERE recipient = ? AND created_at <= ?',
    input.number,
    until,
  );
  if (input.inCopy !== true && messages.some((message) => message.state === 'sending')) return null;
  const toCancel = cancelAllTo(context, {
    number: input.number,
    reason: 'erased',
    now: input.now,
    until,
    inCopy: input.inCopy === true,
  });
  const runIds = eraseFromRuns(context, input.number, until, input.now);
  const counts: ErasureCounts = {
    messages: messages.length,
    events: 0,
    callbacks: 0,
    polls: 0,
    attempts: 0,
    drafts: eraseFromDrafts(context, input.number, until),
    runs: runIds.length,
    views: eraseViews(context, input.number, until),
    scenarios: eraseFromScenarios(context, input.number),
  };
  for (const message of messages) {
    const gone = deleteMessage(context, message, input.now);
    counts.events += gone.events;
    counts.callbacks += gone.callbacks;
    counts.polls += gone.polls;
    counts.attempts += gone.attempts;
    context.changed.messages.add(message.id);
  }
  counts.callbacks += eraseLooseCallbacks(context, input.number, until);
  counts.callbacks += erasePostponed(context, input.number, messages, until);
  context.run('DELETE FROM spent_request WHERE recipient = ?', input.number);
  eraseFromJournal(context, input.number, until);
  if (Object.values(counts).some((count) => count > 0)) {
    context.run('INSERT INTO erasure (erased_at, counts) VALUES (?, ?)', input.now, JSON.stringify(counts));
  }
  if (input.digest !== undefined) {
    // The journal records that somebody was erased, and how much, but not who.
    record(context, { what: 'person-erased', after: { ...counts } });
    context.run(
      `INSERT INTO erased_number (digest, erased_at) VALUES (?, ?)
       ON CONFLICT (digest) DO UPDATE SET erased_at = max(erased_at, excluded.erased_at)`,
      input.digest,
      input.now,
    );
    context.run(
      `INSERT INTO setting (key, value) VALUES ('backups_to_erase', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      String(input.now),
    );
  }
  context.changed.added = true;
  return { ...counts, runIds, toCancel };
}

/**
 * Deletes one message with all its data. Only its ids are remembered, so that a late report does not bring
 * the number back.
 * @returns how much was deleted
 */
export function deleteMessage(
  context: WriteContext,
  message: { readonly seq: number; readonly id: string; readonly omnimessage_id: string | null },
  now: number,
): Pick<ErasureCounts, 'events' | 'callbacks' | 'polls' | 'attempts'> {
  const { seq, id } = message;
  unindexMessage(context, seq);
  const remove = (table: 'status_event' | 'callback' | 'poll' | 'attempt'): number =>
    context.run(`DELETE FROM ${table} WHERE omnimessage_seq = ?`, seq).changes;
  const counts = {
    events: remove('status_event'),
    callbacks: remove('callback'),
    polls: remove('poll'),
    attempts: remove('attempt'),
  };
  context.run('UPDATE omnimessage SET resend_of = NULL WHERE resend_of = ?', id);
  // A pending cancellation stays: it needs no message.
  context.run('DELETE FROM cancellation WHERE message_id = ? AND ended_at IS NOT NULL', id);
  context.run('DELETE FROM omnimessage WHERE seq = ?', seq);
  forgetRegistersOfMessage(context, id);
  for (const gone of [id, message.omnimessage_id]) {
    if (gone !== null)
      context.run('INSERT OR IGNORE INTO erased_message (id, erased_at) VALUES (?, ?)', gone, now);
  }
  return counts;
}

/** Deletes callbacks that belong to no message but contain the number, including forged ones. */
function eraseLooseCallbacks(context: WriteContext, number: string, until: number): number {
  const digits = number.slice(1);
  const loose = context.all<{ id: number }>(
    `SELECT id FROM callback WHERE outcome NOT IN ('applied', 'repeat') AND recipient IN (?1, ?2) AND received_at <= ?3
     UNION SELECT id FROM callback
     WHERE omnimessage_seq IS NULL AND received_at <= ?3 AND instr(body, CAST(?2 AS BLOB)) > 0`,
    number,
    digits,
    until,
  );
  for (const { id } of loose) {
    context.run('DELETE FROM callback WHERE id = ?', id);
  }
  return loose.length;
}

/**
 * Deletes callbacks that could not be verified yet: those that contain the number, or arrived on a path of
 * its messages.
 */
function erasePostponed(
  context: WriteContext,
  number: string,
  messages: readonly { readonly id: string }[],
  until: number,
): number {
  return context.run(
    `DELETE FROM postponed_callback WHERE received_at <= ?1 AND (instr(body, CAST(?2 AS BLOB)) > 0
       OR local_id IN (SELECT value FROM json_each(?3)))`,
    until,
    number.slice(1),
    JSON.stringify(messages.map(({ id }) => id)),
  ).changes;
}
