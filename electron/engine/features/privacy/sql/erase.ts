import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import type { ErasureCounts } from '../../../obligations.ts';
import { allObligations } from '../../../obligations-registry.ts';
import { addDoNotSend } from '../../consent/sql/index.ts';
import { record } from '../../journal/sql/index.ts';
import { cancelAllTo, holdOf } from '../../messages/sql/index.ts';
import { noteKey } from './erasure-keys.ts';
import { noteUnfinished } from './finish-erasure.ts';

const noCounts: ErasureCounts = {
  ...{ messages: 0, events: 0, callbacks: 0, polls: 0, attempts: 0 },
  ...{ drafts: 0, runs: 0, views: 0, scenarios: 0, inbound: 0 },
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
 * the erasure (docs/decisions/0014), so that an older backup does not bring the data back and nobody writes to the person
 * again until somebody allows it. Messages that
 * Messente may still send to the number will be cancelled; this is stored in the same transaction and
 * outlives the messages.
 * @param input.digest the digest of the number with the folder's own key
 * @param input.keyName the name of that key
 * @param input.until only data up to this time, epoch ms; missing means everything
 * @param input.inCopy the database is a copy from which nobody sends: nothing in it is really under way
 * @param input.isRepeat the same call was made before, and its outcome is not known
 * @returns what was erased; null if a request to this number is under way now
 */
export function eraseNumber(
  context: WriteContext,
  input: {
    readonly number: E164;
    readonly now: number;
    readonly digest?: string;
    readonly keyName?: string;
    readonly until?: number;
    readonly inCopy?: boolean;
    readonly isRepeat?: boolean;
  },
): Erased | null {
  const earlier = input.isRepeat === true ? sameErasure(context, input.digest ?? '', input.now) : null;
  if (earlier !== null) return earlier;
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
  if (input.inCopy !== true) keepObjection(context, input);
  const erasure = {
    ...{ number: input.number, until, now: input.now, messages },
    inCopy: input.inCopy === true,
  };
  const counts: ErasureCounts = { ...noCounts, messages: messages.length };
  const runIds: string[] = [];
  // Before the messages are deleted: they tell which cells of a run are about the number.
  for (const { erase } of allObligations) {
    const erased = erase?.(context, erasure);
    if (erased === undefined) continue;
    addCounts(counts, erased.counts);
    runIds.push(...(erased.runIds ?? []));
  }
  for (const message of messages) {
    addCounts(counts, deleteMessage(context, message, input.now));
    context.changed.messages.add(message.id);
  }
  if (Object.values(counts).some((count) => count > 0)) {
    context.run('INSERT INTO erasure (erased_at, counts) VALUES (?, ?)', input.now, JSON.stringify(counts));
  }
  if (input.digest !== undefined) {
    noteUnfinished(context, input.digest);
    if (input.keyName !== undefined) noteKey(context, input.keyName);
    // The journal records that somebody was erased, and how much, but not who.
    record(context, { what: 'person-erased', after: { ...counts } });
    context.run(
      `INSERT INTO erased_number (digest, erased_at, withdrawn_at) VALUES (?1, ?2, ?2)
       ON CONFLICT (digest) DO UPDATE SET erased_at = max(erased_at, ?2), withdrawn_at = max(?2, coalesce(lifted_at, 0) + 1)`,
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
 * Puts a person on the do-not-send list whose answer may be an opt-out: nobody can decide about the answer after it is
 * erased. Its text is not kept as the reason. It is written to no blacklist, because it was not verified, or not decided about.
 */
function keepObjection(
  context: WriteContext,
  { number, now }: { readonly number: E164; readonly now: number },
): void {
  if (holdOf(context, number) === null) return;
  addDoNotSend(context, { numbers: [number], reason: null, source: 'reply', writtenTo: 'none', now });
}

/**
 * Returns the result of an erasure of the same number at the same time: its call is repeated because the writer died
 * before its answer. @returns null if there was none
 */
function sameErasure(context: WriteContext, digest: string, now: number): Erased | null {
  const known = context.get('SELECT 1 FROM erased_number WHERE digest = ? AND erased_at = ?', digest, now);
  if (known === undefined) return null;
  const row = context.get<{ counts: string }>('SELECT counts FROM erasure WHERE erased_at = ?', now);
  const counts = row === undefined ? {} : (JSON.parse(row.counts) as Partial<ErasureCounts>);
  const cancelling = context.all<{ id: string }>(
    `SELECT message_id AS id FROM cancellation WHERE reason = 'erased' AND created_at = ?`,
    now,
  );
  return { ...noCounts, ...counts, runIds: [], toCancel: cancelling.map(({ id }) => id) };
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
  const counts = { events: 0, callbacks: 0, polls: 0, attempts: 0 };
  for (const { eraseWithMessage } of allObligations)
    addCounts(counts, eraseWithMessage?.(context, message) ?? {});
  for (const gone of [message.id, message.omnimessage_id]) {
    if (gone !== null)
      context.run('INSERT OR IGNORE INTO erased_message (id, erased_at) VALUES (?, ?)', gone, now);
  }
  return counts;
}

function addCounts<Name extends keyof ErasureCounts>(
  sums: Record<Name, number>,
  counts: Partial<Record<Name, number>>,
): void {
  for (const name in counts) sums[name] += counts[name] ?? 0;
}
