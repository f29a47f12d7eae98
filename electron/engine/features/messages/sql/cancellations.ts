import type {
  Cancellation,
  CancelReason,
  OpenCancellations,
} from '../../../../../shared/contract/messages.ts';
import { storedProblem } from '../../../../../shared/contract/stored-problem.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { reachableUntil } from './cancel.ts';

export type DueCancellation = {
  readonly messageId: string;
  readonly accountId: string;
  readonly omnimessageId: string;
  readonly sendAt: number | null;
  readonly tries: number;
};

/** Returns the cancellations that are due now, in order of sending time; excludes the given accounts. */
export function dueCancellations(
  context: QueryContext,
  input: { readonly now: number; readonly limit: number; readonly except: readonly string[] },
): DueCancellation[] {
  return context.all<DueCancellation>(
    `SELECT message_id AS messageId, account_id AS accountId, omnimessage_id AS omnimessageId, send_at AS sendAt, tries
     FROM cancellation WHERE next_try_at <= ?1 AND omnimessage_id IS NOT NULL AND account_id NOT IN (SELECT value FROM json_each(?2))
     ORDER BY iif(send_at > ?1, send_at, ${Number.MAX_SAFE_INTEGER}), next_try_at LIMIT ?3`,
    input.now,
    JSON.stringify(input.except),
    input.limit,
  );
}

export type CancellationWork = {
  /** When the next one is due, for accounts that are not excluded; null if there is none. */
  readonly nextTryAt: number | null;
  /** When the next one ends because its time has passed. */
  readonly nextEndAt: number | null;
  /** Some have ended but are not marked yet. */
  readonly hasEnded: boolean;
  /** Removed accounts whose password is kept, although neither a cancellation nor a blacklist needs it any more. */
  readonly done: readonly string[];
  /** The built-in sandbox has pending cancellations. */
  readonly sandbox: boolean;
};

/** Returns the canceller's pending work. */
export function cancellationWork(
  context: QueryContext,
  input: { readonly now: number; readonly except: readonly string[] },
): CancellationWork {
  const open = context.get<{ endAt: number | null }>(
    'SELECT min(until_at) AS endAt FROM cancellation WHERE ended_at IS NULL',
  );
  const next = context.get<{ at: number | null }>(
    `SELECT min(next_try_at) AS at FROM cancellation
     WHERE next_try_at IS NOT NULL AND account_id NOT IN (SELECT value FROM json_each(?))`,
    JSON.stringify(input.except),
  );
  const settled = context.get(
    `SELECT 1 FROM cancellation c CROSS JOIN omnimessage o ON o.id = c.message_id
     WHERE c.ended_at IS NULL AND o.state IN ('delivered', 'seen', 'failed', 'refused', 'cancelled') LIMIT 1`,
  );
  const endAt = open?.endAt ?? null;
  return {
    nextTryAt: next?.at ?? null,
    nextEndAt: endAt,
    hasEnded: settled !== undefined || (endAt !== null && endAt <= input.now),
    done: context
      .all<{ id: string }>(
        `SELECT id FROM account a WHERE removed_at IS NOT NULL AND password_set = 1
           AND NOT EXISTS (SELECT 1 FROM cancellation c WHERE c.ended_at IS NULL AND c.account_id = a.id)
           AND NOT EXISTS (SELECT 1 FROM blacklist_order b WHERE b.undo = 1 AND b.account_id = a.id)`,
      )
      .map(({ id }) => id),
    sandbox:
      context.get(
        `SELECT 1 FROM cancellation c JOIN account a ON a.id = c.account_id WHERE c.ended_at IS NULL AND a.kind = 'sandbox' LIMIT 1`,
      ) !== undefined,
  };
}

type Row = {
  message_id: string;
  has_message: number;
  account_id: string;
  omnimessage_id: string | null;
  reason: CancelReason;
  send_at: number | null;
  until_at: number;
  created_at: number;
  tries: number;
  next_try_at: number | null;
  problem: string | null;
  outcome: Cancellation['state'] | null;
};

const select = `SELECT c.message_id, EXISTS (SELECT 1 FROM omnimessage o WHERE o.id = c.message_id) AS has_message, c.account_id,
  c.omnimessage_id, c.reason, c.send_at, c.until_at, c.created_at, c.tries, c.next_try_at, c.problem, c.outcome FROM cancellation c`;

function view(row: Row): Cancellation {
  return {
    id: row.message_id,
    hasMessage: row.has_message === 1,
    accountId: row.account_id,
    reason: row.reason,
    state: stateOf(row),
    sendAt: row.send_at,
    untilAt: row.until_at,
    createdAt: row.created_at,
    tries: row.tries,
    nextTryAt: row.next_try_at,
    problem: storedProblem(row.problem),
  };
}

function stateOf(row: Row): Cancellation['state'] {
  if (row.outcome !== null) return row.outcome;
  if (row.omnimessage_id === null) return 'waiting';
  return row.next_try_at === null ? 'too-late' : 'retrying';
}

/** Returns messages that may still be sent although they should be cancelled, by sending time. */
export function openCancellations(
  context: QueryContext,
  input: { readonly limit: number },
): OpenCancellations {
  const count = context.get<{ n: number }>(
    'SELECT count(*) AS n FROM cancellation WHERE ended_at IS NULL',
  )?.n;
  if (!count) return { count: 0, first: [] };
  const rows = context.all<Row>(
    `${select} WHERE c.ended_at IS NULL ORDER BY coalesce(c.send_at, c.until_at), c.message_id LIMIT ?`,
    input.limit,
  );
  return { count, first: rows.map(view) };
}

/**
 * Returns the state of the cancellations of these messages (local ids); messages without one are left out.
 */
export function cancellationsOf(
  context: QueryContext,
  input: { readonly ids: readonly string[] },
): Cancellation[] {
  return context
    .all<Row>(
      `${select} WHERE c.message_id IN (SELECT value FROM json_each(?)) ORDER BY coalesce(c.send_at, c.until_at), c.message_id`,
      JSON.stringify(input.ids),
    )
    .map(view);
}

/** Returns how many messages to a number (E.164) an opt-out or an erasure would cancel. */
export function countToCancel(context: QueryContext, number: string, now: number): number {
  return (
    context.get<{ n: number }>(
      `SELECT count(*) AS n FROM omnimessage o WHERE o.recipient = ?
         AND o.state IN ('queued', 'sending', 'scheduled', 'pending', 'unknown') AND (o.state = 'queued' OR ${reachableUntil} > ?)`,
      number,
      now,
    )?.n ?? 0
  );
}
