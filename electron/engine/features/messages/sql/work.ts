import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { reachesNobody } from '../../accounts/sql/index.ts';
import { isHeldByAnswer } from './held.ts';

/**
 * Whether a message of the outbox (o) may be sent for its account (a): a test run in the sandbox pays from
 * its own account, so it does not wait for the credit of the sandbox's default account.
 */
export const mayGo = `(a.pause IS NULL OR (a.pause ->> 'reason' = 'no-credit'
         AND EXISTS (SELECT 1 FROM run p WHERE p.id = o.batch_id AND p.sandbox IS NOT NULL)))`;

/**
 * Whether a message of the outbox (o) is held by its run: the run is paused, or was started with an address of this
 * computer, and its account has moved to one that reaches people. The parameter is the answer of reachingPeople.
 */
export const isHeldByRun = `EXISTS (SELECT 1 FROM run r WHERE r.id = o.batch_id AND (r.state = 'paused'
         OR (r.live = 0 AND +o.account_id IN (SELECT value FROM json_each(?)))))`;

/**
 * The name of the account (a) of a message of the outbox (o) that was written while the account was at an address of this
 * computer, and would reach people now; otherwise null. Runs have their own rule. The parameter is the answer of
 * reachingPeople.
 */
export const movedAccount = `(SELECT a.name WHERE o.created_at <= a.reaches_people_since
         AND a.id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM run r WHERE r.id = o.batch_id))`;

/** Returns which of these accounts reach people, as a JSON array of their ids. */
export function reachingPeople(context: Pick<QueryContext, 'all'>, accounts: readonly string[]): string {
  const stored = context.all<{ id: string; kind: 'messente' | 'sandbox'; baseUrl: string }>(
    'SELECT id, kind, base_url AS baseUrl FROM account WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(accounts),
  );
  return JSON.stringify(stored.flatMap((one) => (reachesNobody(one) ? [] : [one.id])));
}

/**
 * Returns the outbox's pending work: how many messages wait, and when the next is due (epoch ms; null if
 * there is none, or all is paused).
 */
export function outboxWork(
  context: QueryContext,
  input: { readonly accounts: readonly string[] },
): { queued: number; nextDueAt: number | null } {
  const row = context.get<{ queued: number }>(
    `SELECT coalesce(sum(messages), 0) AS queued FROM state_count WHERE state = 'queued'`,
  );
  const due = context.get<{ at: number | null }>(
    // INDEXED BY, CROSS JOIN, "+": the queue is walked in its order. By account it would be everything ever
    // sent; by state all queued messages, sorted each time.
    `SELECT o.next_attempt_at AS at FROM omnimessage o INDEXED BY omnimessage_queue CROSS JOIN account a ON a.id = o.account_id
     WHERE o.state = 'queued' AND ${mayGo} AND a.removed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'pause')
       AND +o.account_id IN (SELECT value FROM json_each(?))
       AND NOT ${isHeldByRun} AND NOT ${isHeldByAnswer}
     ORDER BY o.next_attempt_at LIMIT 1`,
    JSON.stringify(input.accounts),
    reachingPeople(context, input.accounts),
  );
  return { queued: row?.queued ?? 0, nextDueAt: due?.at ?? null };
}

export type DuePoll = {
  readonly id: string;
  readonly accountId: string;
  readonly omnimessageId: string;
};

/** Returns messages whose status should be polled now, the most overdue first. */
export function duePolls(
  context: QueryContext,
  input: { readonly now: number; readonly limit: number; readonly accounts: readonly string[] },
): DuePoll[] {
  return context.all<DuePoll>(
    `SELECT id, account_id AS accountId, omnimessage_id AS omnimessageId FROM omnimessage
     WHERE next_poll_at <= ? AND omnimessage_id IS NOT NULL AND +account_id IN (SELECT value FROM json_each(?))
     ORDER BY next_poll_at LIMIT ?`,
    input.now,
    JSON.stringify(input.accounts),
    input.limit,
  );
}

/**
 * Returns open messages of these accounts, oldest first, which are polled after a start, an outage of the
 * tunnel or a sleep. Imported ones are excluded, because they may belong to another account.
 */
export function openMessages(
  context: QueryContext,
  input: { readonly accounts: readonly string[]; readonly limit: number },
): DuePoll[] {
  return context.all<DuePoll>(
    `SELECT id, account_id AS accountId, omnimessage_id AS omnimessageId FROM omnimessage
     WHERE state IN ('pending', 'unknown') AND omnimessage_id IS NOT NULL AND origin IS NULL
       AND +account_id IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
    JSON.stringify(input.accounts),
    input.limit,
  );
}

/** Returns how many messages wait for polling, and when the next is due. */
export function pollWork(
  context: QueryContext,
  input: { readonly accounts: readonly string[] },
): { waiting: number; nextDueAt: number | null; nextScheduledAt: number | null } {
  const row = context.get<{ waiting: number; nextDueAt: number | null }>(
    `SELECT count(*) AS waiting, min(next_poll_at) AS nextDueAt FROM omnimessage
     WHERE next_poll_at IS NOT NULL AND +account_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(input.accounts),
  );
  const scheduled = context.get<{ at: number | null }>(
    `SELECT min(send_at) AS at FROM omnimessage WHERE state = 'scheduled'`,
  );
  return {
    waiting: row?.waiting ?? 0,
    nextDueAt: row?.nextDueAt ?? null,
    nextScheduledAt: scheduled?.at ?? null,
  };
}

export type ResendSource = {
  readonly id: string;
  readonly accountId: string;
  readonly to: E164;
  readonly country: string | null;
  readonly state: string;
  readonly draft: string;
  readonly omnimessageId: string | null;
  readonly callbackUrl: string | null;
  readonly sendAt: number | null;
  readonly purpose: string | null;
};

/** Returns what a message was created from, for resending or cancelling it. */
export function messageSource(context: QueryContext, input: { readonly id: string }): ResendSource | null {
  return (
    context.get<ResendSource>(
      `SELECT id, account_id AS accountId, recipient AS "to", country, state, draft, omnimessage_id AS omnimessageId,
         callback_url AS callbackUrl, send_at AS sendAt, purpose FROM omnimessage WHERE id = ?`,
      input.id,
    ) ?? null
  );
}
