/**
 * What is to be written to Messente's blacklists because people opted out, and deleted from them because an opt-out ended.
 * An order is stored in the transaction of the opt-out; blacklists.ts makes the requests. An order is noted as asked before its
 * request, so after a crash nothing is taken for Omnideck's own that may be somebody else's.
 */
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { reachesNobody } from '../../accounts/sql/index.ts';
import { blacklistOf } from '../blacklist-of.ts';

/** To which blacklists an opt-out is written: an answer that a sandbox simulated changes nothing at Messente. */
export type WrittenTo = 'all' | 'sandboxes' | 'none';

type Account = {
  readonly id: string;
  readonly kind: 'messente' | 'sandbox';
  readonly username: string;
  readonly baseUrl: string;
};

/** Returns the accounts that have written to a number, at the addresses that they have now. */
function accountsThatWrote(context: QueryContext, number: string): Account[] {
  return context.all<Account>(
    `SELECT id, kind, username, base_url AS baseUrl FROM account a
     WHERE removed_at IS NULL AND id IN (
       SELECT o.account_id FROM omnimessage o WHERE o.recipient = ? AND o.origin IS NULL
         AND (o.accepted_at IS NOT NULL OR o.state IN ('sending', 'unknown'))
         AND o.created_at > coalesce(a.reaches_people_since, 0))`,
    number,
  );
}

/**
 * Orders a number to be written to the blacklist of every account that has written to it. A blacklist on which it is, or
 * will be, needs no second order.
 */
export function orderBlacklisting(
  context: WriteContext,
  optOut: {
    readonly number: string;
    readonly source: string;
    /** When the person opted out, epoch ms. */
    readonly at: number;
    readonly writtenTo: WrittenTo;
    readonly now: number;
  },
): void {
  const { number, source, at, writtenTo, now } = optOut;
  if (writtenTo === 'none') return;
  for (const account of accountsThatWrote(context, number)) {
    if (writtenTo === 'sandboxes' && !reachesNobody(account)) continue;
    context.run(
      `INSERT INTO blacklist_order (account_id, number, list, source, withdrawn_at, next_try_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6
       WHERE NOT EXISTS (SELECT 1 FROM blacklist_order WHERE number = ?2 AND list = ?3 AND undo = 0)
         AND NOT EXISTS (SELECT 1 FROM blacklist_entry WHERE account_id = ?1 AND number = ?2)`,
      ...[account.id, number, blacklistOf(account), source, at, now],
    );
  }
}

/** Writes a number to no blacklist before this time, epoch ms: what is accepted until then still reaches the person. */
export function delayBlacklisting(
  context: WriteContext,
  { number, until }: { readonly number: string; readonly until: number },
): void {
  context.run(
    `UPDATE blacklist_order SET next_try_at = ? WHERE number = ? AND state = 'wanted' AND undo = 0`,
    until,
    number,
  );
}

/**
 * Orders that everything that Omnideck wrote for a number is deleted, because its opt-out ends. Where nothing was
 * requested yet, nothing will be.
 * @returns whether something must be deleted, or looked for, first
 */
export function undoBlacklisting(
  context: WriteContext,
  { number, now }: { readonly number: string; readonly now: number },
): boolean {
  context.run(`DELETE FROM blacklist_order WHERE number = ? AND state = 'wanted'`, number);
  context.run(
    'UPDATE blacklist_order SET undo = 1, next_try_at = iif(undo = 0, ?, next_try_at) WHERE number = ?',
    now,
    number,
  );
  return context.get(`SELECT 1 WHERE ${isUndoing('?')}`, number) !== undefined;
}

/** SQL for an account (a): its credentials are gone, so nothing can be deleted with them. */
export const isOutOfReach = `(a.removed_at IS NOT NULL AND a.password_set = 0 AND a.kind <> 'sandbox')`;

/** SQL: whether something that Omnideck wrote for a number is still to be deleted. @param number the SQL of the number */
export function isUndoing(number: string): string {
  return `EXISTS (SELECT 1 FROM blacklist_order u JOIN account a ON a.id = u.account_id
    WHERE u.number = ${number} AND u.undo = 1 AND NOT ${isOutOfReach})`;
}

/**
 * Returns whether START must not lift the opt-out of a number: it is on a blacklist without Omnideck having written it, or
 * Omnideck wrote it for an account whose credentials are gone.
 */
export function mustStayBlacklisted(context: QueryContext, number: string): boolean {
  return (
    context.get(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM blacklist_entry WHERE number = ?1)
         OR EXISTS (SELECT 1 FROM blacklist_order b LEFT JOIN account a ON a.id = b.account_id
           WHERE b.number = ?1 AND b.state <> 'wanted' AND (a.id IS NULL OR ${isOutOfReach}))`,
      number,
    ) !== undefined
  );
}

/** Returns whether the blacklist of an account that reaches people has, or may have, the number because of Omnideck. */
export function isWrittenForPeople(context: QueryContext, number: string): boolean {
  return context
    .all<Account>(
      `SELECT a.id, a.kind, a.username, a.base_url AS baseUrl FROM blacklist_order b JOIN account a ON a.id = b.account_id
       WHERE b.number = ?`,
      number,
    )
    .some((account) => !reachesNobody(account));
}

/** Ends the orders of an account that is removed: nothing is written any more, what must be deleted still is. */
export function endBlacklistingOf(
  context: WriteContext,
  { accountId }: { readonly accountId: string },
): void {
  context.run(
    `DELETE FROM blacklist_order WHERE account_id = ? AND undo = 0 AND state <> 'written'`,
    accountId,
  );
  context.run('DELETE FROM blacklist_entry WHERE account_id = ?', accountId);
  context.run('DELETE FROM blacklist_reading WHERE account_id = ?', accountId);
}

type Step = 'wanted' | 'asked' | 'written' | 'deleting';

export type DueOrder = {
  readonly id: number;
  readonly number: E164;
  readonly state: Step;
  readonly undo: boolean;
  readonly tries: number;
};

const isOpen = `(undo = 1 OR state IN ('wanted', 'asked'))`;

/**
 * Returns the orders of an account that are due, oldest first, and when the next is (epoch ms). Of several orders about one
 * number, only the oldest is.
 * @param input.list the present blacklist of the account; `hasStale`: some orders are about another one
 */
export function dueBlacklistOrders(
  context: QueryContext,
  input: {
    readonly accountId: string;
    readonly list: string;
    readonly now: number;
    readonly limit: number;
  },
): { readonly due: readonly DueOrder[]; readonly hasStale: boolean; readonly nextTryAt: number | null } {
  const { accountId, list, now, limit } = input;
  const stale = context.get(
    `SELECT 1 FROM blacklist_order WHERE account_id = ? AND list <> ? LIMIT 1`,
    accountId,
    list,
  );
  const due = context.all<Omit<DueOrder, 'undo'> & { undo: number }>(
    `SELECT id, number, state, undo, tries FROM blacklist_order b
     WHERE account_id = ? AND ${isOpen} AND next_try_at <= ?
       AND NOT EXISTS (SELECT 1 FROM blacklist_order e WHERE e.number = b.number AND e.list = b.list AND e.id < b.id)
     ORDER BY next_try_at, id LIMIT ?`,
    accountId,
    now,
    limit,
  );
  const next = context.get<{ at: number | null }>(
    `SELECT min(next_try_at) AS at FROM blacklist_order WHERE account_id = ? AND ${isOpen} AND next_try_at > ?`,
    accountId,
    now,
  );
  return {
    due: due.map(({ undo, ...order }) => ({ ...order, undo: undo === 1 })),
    hasStale: stale !== undefined,
    nextTryAt: next?.at ?? null,
  };
}

/**
 * Ends the orders of an account about another blacklist than its present one. An entry with the same number on the present
 * one may be of somebody else.
 */
export function endStaleOrders(
  context: WriteContext,
  { accountId, list }: { readonly accountId: string; readonly list: string },
): void {
  context.run('DELETE FROM blacklist_order WHERE account_id = ? AND list <> ?', accountId, list);
}

/**
 * Notes that a request begins, before it is made: the number is written, or its entry is deleted.
 * @returns whether it may be made: the order still stands
 */
export function beginBlacklistRequest(
  context: WriteContext,
  { id, what }: { readonly id: number; readonly what: 'write' | 'delete' },
): boolean {
  if (what === 'delete')
    return (
      context.run(
        `UPDATE blacklist_order SET state = 'deleting', tries = tries + 1 WHERE id = ? AND state = 'written' AND undo = 1`,
        id,
      ).changes > 0
    );
  // The list may have lost the number otherwise than by a decision about it: a restore merges lists.
  context.run(
    `DELETE FROM blacklist_order WHERE id = ? AND state = 'wanted'
       AND NOT EXISTS (SELECT 1 FROM do_not_send d WHERE d.number = blacklist_order.number)`,
    id,
  );
  return (
    context.run(
      `UPDATE blacklist_order SET state = 'asked', tries = tries + 1 WHERE id = ? AND state IN ('wanted', 'asked') AND undo = 0`,
      id,
    ).changes > 0
  );
}

/** The outcome of a request. @see finishBlacklistRequest */
export type RequestOutcome =
  /** Messente answered 204: the entry is Omnideck's. */
  | { readonly kind: 'written' }
  /** The number is not on the blacklist (any more), so nothing of Omnideck's is. */
  | { readonly kind: 'gone' }
  /** Nothing has changed at Messente, or (`state` unchanged) it is not certain: it is tried again. */
  | { readonly kind: 'retry'; readonly state: Step; readonly problem: Problem; readonly nextTryAt: number };

/** Stores the outcome of a request. An entry that is somebody else's is stored by keepBlacklisted. */
export function finishBlacklistRequest(
  context: WriteContext,
  { id, outcome }: { readonly id: number; readonly outcome: RequestOutcome },
): void {
  if (outcome.kind === 'gone') {
    context.run('DELETE FROM blacklist_order WHERE id = ?', id);
    return;
  }
  if (outcome.kind === 'written') {
    context.run(
      `UPDATE blacklist_order SET state = 'written', problem = NULL, tries = 0, next_try_at = 0 WHERE id = ?`,
      id,
    );
    return;
  }
  context.run(
    'UPDATE blacklist_order SET state = ?, problem = ?, next_try_at = ? WHERE id = ?',
    ...[outcome.state, JSON.stringify(outcome.problem), outcome.nextTryAt, id],
  );
  // Nothing was requested for it, and its opt-out has ended meanwhile.
  context.run(`DELETE FROM blacklist_order WHERE id = ? AND state = 'wanted' AND undo = 1`, id);
}
