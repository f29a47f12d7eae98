import type { ErasureKeys } from '../../../db/erasure-keys.ts';
import { digester } from '../../../db/number-digest.ts';
import type { WriteContext } from '../../../db/write-context.ts';

type Removal = { digest: string; removed_at: number; lifted_by_reply_at: number | null };

/** Returns when an opt-out by reply was ended last, by a person or by an answer. */
function latestOf(removal: Removal | undefined): number | undefined {
  return removal === undefined ? undefined : Math.max(removal.removed_at, removal.lifted_by_reply_at ?? 0);
}

/**
 * Creates the do-not-send list of a restored database: the current list, and the backup's entries. An entry
 * of the backup is left out only if the current database recorded a removal of its number later than the
 * entry, or an answer of the person that ended it, if it came by reply. An entry without a time is included, and no entry gets a time in the future. The recorded removals
 * are the current ones, because those of a backup may be forged to remove people from the list.
 * @param context the restored database, which still has the backup's list
 * @returns how many numbers are on the list
 */
export function mergeDoNotSend(
  context: WriteContext,
  today: WriteContext,
  { keys: [key], now }: { readonly keys: ErasureKeys; readonly now: number },
): number {
  const removals = today.all<Removal>(
    'SELECT digest, removed_at, lifted_by_reply_at FROM do_not_send_removal',
  );
  const removalOf = new Map(removals.map((removal) => [removal.digest, removal]));
  const digest = digester(key);
  for (const { number, source, added_at } of context.all<{
    number: string;
    source: string;
    added_at: number;
  }>('SELECT number, source, added_at FROM do_not_send')) {
    const removal = removalOf.get(digest(number));
    const removed = source === 'reply' ? latestOf(removal) : removal?.removed_at;
    if (added_at > 0 && removed !== undefined && removed > added_at)
      context.run('DELETE FROM do_not_send WHERE number = ?', number);
    else if (added_at <= 0 || added_at > now)
      context.run('UPDATE do_not_send SET added_at = ? WHERE number = ?', now, number);
  }
  for (const entry of today.all<{
    number: string;
    reason: string | null;
    source: string;
    added_at: number;
  }>('SELECT number, reason, source, added_at FROM do_not_send')) {
    context.run(
      `INSERT INTO do_not_send (number, reason, source, added_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (number) DO UPDATE SET reason = coalesce(excluded.reason, reason),
         source = iif(source = 'reply', excluded.source, source),
         added_at = max(added_at, excluded.added_at)`,
      entry.number,
      entry.reason,
      entry.source,
      entry.added_at,
    );
  }
  context.run('DELETE FROM do_not_send_removal');
  for (const removal of removals)
    context.run(
      'INSERT INTO do_not_send_removal (digest, removed_at, lifted_by_reply_at) VALUES (?, ?, ?)',
      removal.digest,
      removal.removed_at,
      removal.lifted_by_reply_at,
    );
  return context.get<{ n: number }>('SELECT count(*) AS n FROM do_not_send')?.n ?? 0;
}
