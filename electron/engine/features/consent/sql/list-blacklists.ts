/** Shows the blacklists of all accounts, and where the numbers of the do-not-send list are on them. */
import type { Blacklist, DoNotSendEntry } from '../../../../../shared/contract/privacy.ts';
import { storedProblem } from '../../../../../shared/contract/stored-problem.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { isOutOfReach } from './blacklist-orders.ts';

type State = DoNotSendEntry['blacklists'][number]['state'];

/** SQL for an order (b): its state, as it is shown. */
const shownState = `CASE WHEN b.undo = 1 THEN 'to-delete' WHEN b.state = 'written' THEN 'written' ELSE 'to-write' END`;

/** Returns on which blacklists these numbers are, will be, or were found. */
export function blacklistsAmong(
  context: QueryContext,
  numbers: readonly string[],
): ReadonlyMap<string, DoNotSendEntry['blacklists']> {
  const rows = context.all<{ number: string; account: string; state: State; problem: string | null }>(
    `SELECT b.number, a.name AS account, ${shownState} AS state, b.problem FROM json_each(?1) AS asked
       CROSS JOIN blacklist_order b ON b.number = asked.value JOIN account a ON a.id = b.account_id
     UNION ALL SELECT e.number, a.name, 'found', NULL FROM json_each(?1) AS asked
       CROSS JOIN blacklist_entry e ON e.number = asked.value JOIN account a ON a.id = e.account_id
     ORDER BY number, account`,
    JSON.stringify(numbers),
  );
  const among = new Map<string, DoNotSendEntry['blacklists']>();
  for (const { number, problem, ...on } of rows) {
    const known = among.get(number) ?? [];
    known.push({ ...on, problem: storedProblem(problem) });
    among.set(number, known);
  }
  return among;
}

type Row = Omit<Blacklist, 'problem' | 'removed' | 'unreachable'> & {
  readonly removed: number;
  readonly unreachable: number;
  readonly problem: string | null;
};

/**
 * Returns the blacklist of each account of Messente, and of others about which there is something to show: how many numbers
 * Omnideck wrote there, is to write or delete, and found.
 */
export function listBlacklists(context: QueryContext, _input: Record<string, never>): Blacklist[] {
  const orders = (state: State): string =>
    `(SELECT count(*) FROM blacklist_order b WHERE b.account_id = a.id AND ${shownState} = '${state}')`;
  return context
    .all<Row>(
      `SELECT * FROM (
         SELECT a.id AS accountId, a.name AS account, a.kind AS kind, a.removed_at IS NOT NULL AS removed,
           ${isOutOfReach} AS unreachable, r.read_at AS readAt, r.tried_at AS triedAt, r.entries,
           ${orders('to-write')} AS toWrite, ${orders('written')} AS written, ${orders('to-delete')} AS toDelete,
           (SELECT count(*) FROM blacklist_entry e WHERE e.account_id = a.id) AS found,
           coalesce(r.problem, (SELECT b.problem FROM blacklist_order b WHERE b.account_id = a.id AND b.problem IS NOT NULL
             ORDER BY b.id LIMIT 1)) AS problem
         FROM account a LEFT JOIN blacklist_reading r ON r.account_id = a.id)
       WHERE (kind = 'messente' AND NOT removed) OR toWrite + toDelete + found > 0 OR (written > 0 AND NOT removed)
       ORDER BY account, accountId`,
    )
    .map(({ removed, unreachable, problem, ...row }) => ({
      ...row,
      removed: removed === 1,
      unreachable: unreachable === 1,
      problem: storedProblem(problem),
    }));
}
