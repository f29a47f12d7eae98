/** What a reading of an account's blacklist, or an answer about one number, has found there. */
import type { Actor } from '../../../../../shared/contract/journal.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { addDoNotSend } from './do-not-send.ts';

/** Who adds what was found, in the audit log. */
const blacklistRule: Actor = { kind: 'rule', name: 'blacklist' };

type Found = {
  readonly accountId: string;
  /** The account's blacklist, by blacklistOf(). */
  readonly list: string;
  readonly numbers: readonly E164[];
  readonly now: number;
};

/**
 * Stores numbers that are on an account's blacklist. Those that Omnideck did not write, or cannot be sure to have written,
 * are added to the do-not-send list, from which only a person takes them: once for each entry, so a person's decision stays.
 * @param input.order the order whose request showed the entry; it ends. Missing: a reading, which says nothing about orders
 * that may have written the entry
 * @returns how many numbers were added to the do-not-send list, or to the reasons why they are on it
 */
export function keepBlacklisted(
  context: WriteContext,
  input: Found & { readonly order?: number | undefined },
): number {
  const { accountId, list, now, order } = input;
  if (order !== undefined) context.run('DELETE FROM blacklist_order WHERE id = ?', order);
  const found = input.numbers.filter((number) => {
    const own = context.get<{ state: string }>(
      'SELECT state FROM blacklist_order WHERE number = ? AND list = ? ORDER BY id LIMIT 1',
      number,
      list,
    );
    // The request of this order is still to be made, and would show that the number is there.
    if (own?.state === 'wanted')
      context.run(`DELETE FROM blacklist_order WHERE number = ? AND list = ? AND undo = 0`, number, list);
    else if (own !== undefined) return false;
    return (
      context.run(
        'INSERT OR IGNORE INTO blacklist_entry (account_id, number, found_at) VALUES (?, ?, ?)',
        ...[accountId, number, now],
      ).changes > 0
    );
  });
  if (found.length === 0) return 0;
  const account = context.get<{ name: string }>('SELECT name FROM account WHERE id = ?', accountId);
  addDoNotSend(context, {
    ...{ numbers: found, reason: null, source: 'blacklist', now, by: blacklistRule },
    ...(account === undefined ? {} : { how: account.name }),
  });
  return found.length;
}

/** Returns the known entries of an account's blacklist, in the order of the numbers, a page at a time. */
export function knownBlacklisted(
  context: QueryContext,
  input: Pick<Found, 'accountId' | 'list'> & { readonly after: string; readonly limit: number },
): E164[] {
  const { accountId, list, after, limit } = input;
  return context
    .all<{ number: E164 }>(
      `SELECT number FROM blacklist_entry WHERE account_id = ?1 AND number > ?3
       UNION SELECT number FROM blacklist_order WHERE list = ?2 AND number > ?3 AND state = 'written'
       ORDER BY number LIMIT ?4`,
      ...[accountId, list, after, limit],
    )
    .map(({ number }) => number);
}

/**
 * Forgets entries that have vanished from a blacklist. That lifts no opt-out: who deleted them is not known. What Omnideck
 * wrote is its own no more: an entry with the same number that appears later is somebody else's.
 */
export function forgetBlacklisted(context: WriteContext, input: Omit<Found, 'now'>): void {
  const { accountId, list, numbers } = input;
  for (const number of numbers) {
    context.run('DELETE FROM blacklist_entry WHERE account_id = ? AND number = ?', accountId, number);
    context.run(
      `DELETE FROM blacklist_order WHERE number = ? AND list = ? AND state = 'written'`,
      number,
      list,
    );
  }
}

/** Stores the result of a reading. @param input.problem why there is none; null: it was read as a whole */
export function noteBlacklistReading(
  context: WriteContext,
  input: {
    readonly accountId: string;
    readonly now: number;
    readonly entries: number;
    readonly problem: Problem | null;
  },
): void {
  const { accountId, now, entries, problem } = input;
  context.run(
    `INSERT INTO blacklist_reading (account_id, tried_at, read_at, entries, problem)
     SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM account WHERE id = ?1 AND removed_at IS NULL)
     ON CONFLICT (account_id) DO UPDATE SET tried_at = excluded.tried_at, read_at = coalesce(excluded.read_at, read_at),
       entries = coalesce(excluded.entries, entries), problem = excluded.problem`,
    ...[accountId, now, problem === null ? now : null, problem === null ? entries : null],
    problem === null ? null : JSON.stringify(problem),
  );
}
