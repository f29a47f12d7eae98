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
  /** Runs of test plans that named it, saved views that looked for it, kept scenarios that told it. */
  runs: number;
  views: number;
  scenarios: number;
};

export type Erased = ErasureCounts & {
  /** The runs that were changed. */
  readonly runIds: readonly string[];
  /** Our ids of the messages that Messente may still send, whose cancellation is owed. */
  readonly toCancel: readonly string[];
};

/**
 * The one routine that removes what is otherwise only appended: everything about one number, as its owner may ask.
 * The do-not-send list is left: it is what keeps the person from being written to. That it was erased is remembered by
 * a keyed digest (docs/decisions/0014), so that a backup of before does not bring it back. What Messente may still send
 * to the number is to be cancelled, which is written in the same transaction and outlives the messages.
 * @param input.digest of the number, by the folder's own key
 * @param input.until only what is from this time or before, epoch ms; else everything
 * @param input.inCopy the database is nobody's who sends: what it calls under way is not
 * @returns what was erased; null where a request to this number is under way at this moment
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
    // That somebody was erased, and how much; not whose it was.
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
 * Deletes one message with all that was kept of it. Its ids are remembered, and nothing else: a late report of it must
 * not bring the number back.
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
  // What is still owed stays: it needs no message.
  context.run('DELETE FROM cancellation WHERE message_id = ? AND ended_at IS NOT NULL', id);
  context.run('DELETE FROM omnimessage WHERE seq = ?', seq);
  forgetRegistersOfMessage(context, id);
  for (const gone of [id, message.omnimessage_id]) {
    if (gone !== null)
      context.run('INSERT OR IGNORE INTO erased_message (id, erased_at) VALUES (?, ?)', gone, now);
  }
  return counts;
}

/** Callbacks that belong to no message of ours but name the number, forged ones too. */
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

/** Callbacks whose signature could not be checked yet: those that name the number, or came on a path of its messages. */
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
