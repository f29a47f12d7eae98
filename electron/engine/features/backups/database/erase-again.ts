import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { ErasureKeys } from '../../../db/erasure-keys.ts';
import { digester } from '../../../db/number-digest.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { allObligations } from '../../../obligations-registry.ts';
import { eraseInboundAgain } from '../../inbound/sql/index.ts';
import { cancelThese } from '../../messages/sql/index.ts';
import { addKeys, deleteMessage, eraseNumber, readKeys, type StoredKey } from '../../privacy/sql/index.ts';

/** The recorded erasures of the current database. */
export type Erasures = {
  /** Ids, both local and Messente's. */
  readonly messages: readonly { readonly id: string; readonly erased_at: number }[];
  readonly numbers: readonly {
    readonly digest: string;
    readonly erased_at: number;
    /** When the erasure withdrew consent, if nobody has allowed messages since. */
    readonly withdrawn_at: number | null;
  }[];
  /** The keys of the digests. */
  readonly keys: readonly StoredKey[];
};

/** Reads the erasures. @param since only those at this time or later, epoch ms */
export function readErasures(source: QueryContext, since = 0): Erasures {
  return {
    messages: source.all('SELECT id, erased_at FROM erased_message WHERE erased_at >= ?', since),
    numbers: source.all(
      'SELECT digest, erased_at, iif(is_withdrawn, withdrawn_at, NULL) AS withdrawn_at FROM erased_number WHERE erased_at >= ?',
      since,
    ),
    keys: readKeys(source),
  };
}

export type TakenOut = {
  /** The number of removed messages. */
  readonly messages: number;
  /** Whether any erased data was found, messages or other data. */
  readonly found: boolean;
};

type EraseAgain = {
  readonly erasures: Erasures;
  /** The keys of the digests. */
  readonly keys: ErasureKeys;
  readonly now: number;
};

/**
 * Erases in an older database what has been erased since it was written, and records these erasures there.
 * @returns the number of removed messages
 */
export function eraseAgain(context: WriteContext, input: EraseAgain): number {
  const { messages } = takeOut(context, input);
  remember(context, input.erasures);
  return messages;
}

/**
 * Removes from an older database what has been erased since it was written: for each number all data from
 * before its erasure, and messages by their ids. Numbers first, because the messages show which of a run's
 * cells belong to them.
 */
export function takeOut(context: WriteContext, input: EraseAgain): TakenOut {
  const { erasures, now } = input;
  const changesBefore = changesOf(context);
  let messages = 0;
  for (const { number, erasedAt } of erasedAmong(context, erasures, input.keys))
    messages += eraseNumber(context, { number, now, until: erasedAt, inCopy: true })?.messages ?? 0;
  if (erasures.messages.length > 0) {
    const erased = erasures.messages.map(({ id }) => id);
    eraseInboundAgain(context, erased, now);
    const ids = JSON.stringify(erased);
    const gone = context.all<{ seq: number; id: string; omnimessage_id: string | null }>(
      `SELECT seq, id, omnimessage_id FROM omnimessage
       WHERE id IN (SELECT value FROM json_each(?1)) OR omnimessage_id IN (SELECT value FROM json_each(?1))`,
      ids,
    );
    // Retention never deletes messages that may still be sent, so the recipients of these have been erased.
    cancelThese(context, { ids: gone.map(({ id }) => id), reason: 'erased', now });
    for (const message of gone) {
      deleteMessage(context, message, now);
      messages += 1;
    }
    context.run(
      `DELETE FROM callback WHERE omnimessage_seq IS NULL AND (local_id IN (SELECT value FROM json_each(?1))
         OR omnimessage_id IN (SELECT value FROM json_each(?1)))`,
      ids,
    );
    context.run('DELETE FROM postponed_callback WHERE local_id IN (SELECT value FROM json_each(?))', ids);
  }
  return { messages, found: changesOf(context) > changesBefore };
}

function changesOf(context: WriteContext): number {
  return context.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;
}

/** Keeps the record of earlier erasures, because this database may become the current one, also on another computer. */
export function remember(context: WriteContext, erasures: Erasures): void {
  addKeys(context, erasures.keys);
  for (const { id, erased_at } of erasures.messages)
    context.run('INSERT OR IGNORE INTO erased_message (id, erased_at) VALUES (?, ?)', id, erased_at);
  for (const { digest, erased_at, withdrawn_at } of erasures.numbers) {
    context.run(
      `INSERT INTO erased_number (digest, erased_at, withdrawn_at) VALUES (?, ?, ?)
       ON CONFLICT (digest) DO UPDATE SET erased_at = max(erased_at, excluded.erased_at),
         withdrawn_at = coalesce(excluded.withdrawn_at, withdrawn_at)`,
      digest,
      erased_at,
      withdrawn_at,
    );
  }
}

/**
 * Unites the withdrawals that erasures left. Only today's database says that somebody has allowed messages since: a backup may
 * be forged to write to people again.
 */
export function mergeErasedPeople(context: WriteContext, today: WriteContext, now: number): void {
  context.run('UPDATE erased_number SET withdrawn_at = NULL, lifted_at = NULL WHERE NOT is_withdrawn');
  context.run('UPDATE erased_number SET withdrawn_at = min(withdrawn_at, ?), lifted_at = NULL', now);
  for (const row of today.all<{
    digest: string;
    erased_at: number;
    withdrawn_at: number;
    lifted_at: number | null;
  }>('SELECT digest, erased_at, withdrawn_at, lifted_at FROM erased_number WHERE withdrawn_at IS NOT NULL'))
    context.run(
      `INSERT INTO erased_number (digest, erased_at, withdrawn_at, lifted_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (digest) DO UPDATE SET withdrawn_at = max(coalesce(withdrawn_at, 0), excluded.withdrawn_at),
         lifted_at = excluded.lifted_at`,
      row.digest,
      row.erased_at,
      row.withdrawn_at,
      row.lifted_at,
    );
}

/**
 * Returns the erased numbers among those in the database: recipients, and numbers in callbacks, drafts, saved
 * views, runs and saved scenarios, in any notation that an erasure finds.
 */
function erasedAmong(
  context: WriteContext,
  erasures: Erasures,
  keys: ErasureKeys,
): { readonly number: E164; readonly erasedAt: number }[] {
  if (erasures.numbers.length === 0) return [];
  const erasedAt = new Map(erasures.numbers.map(({ digest, erased_at }) => [digest, erased_at]));
  const digesters = keys.map(digester);
  // Only matches are kept: with every country's code there are millions of candidates.
  const erased = new Map<E164, number>();
  const look = (number: E164): void => {
    for (const digest of digesters) {
      const at = erasedAt.get(digest(number));
      if (at !== undefined) erased.set(number, Math.max(at, erased.get(number) ?? 0));
    }
  };
  for (const { named } of allObligations) for (const number of named?.(context) ?? []) look(number);
  return [...erased].map(([number, at]) => ({ number, erasedAt: at }));
}
