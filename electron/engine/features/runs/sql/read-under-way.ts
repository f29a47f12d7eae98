import type { MessageState } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';

/** What shows whether something else than the runner has changed a run. */
export type RunMark = {
  readonly state: 'running' | 'paused' | 'stopped' | 'finished';
  /** The code of its problem. */
  readonly problem: string | null;
  /** Characters of the plan: 0 if it was deleted, fewer if an erasure has removed a number from it. */
  readonly planLength: number;
  /** The number of cells with all their attempts. */
  readonly cells: number;
};

export function runMark(context: QueryContext, input: { readonly id: string }): RunMark | null {
  return (
    context.get<RunMark>(
      `SELECT state, problem ->> 'code' AS problem, length(plan) AS planLength,
         (SELECT count(*) FROM run_cell WHERE run_seq = run.seq) AS cells
       FROM run WHERE id = ?`,
      input.id,
    ) ?? null
  );
}

export type RunUnderWay = { readonly id: string; readonly name: string };

/** Returns the oldest run that is running, except one. */
export function runUnderWay(context: QueryContext, input: { readonly except: string }): RunUnderWay | null {
  return (
    context.get<RunUnderWay>(
      `SELECT id, name FROM run WHERE state = 'running' AND id <> ? ORDER BY seq LIMIT 1`,
      input.except,
    ) ?? null
  );
}

/**
 * Returns the newest run of this plan, account and settings that was under way at a time, although it may be finished
 * since: a console continues its runs at once when it starts. A live run that is paused counts too, so that a new
 * one does not send its messages again.
 */
export function interruptedRun(
  context: QueryContext,
  input: {
    readonly plan: string;
    readonly accountId: string;
    readonly settings: string | null;
    /** Epoch ms. */
    readonly before: number;
  },
): RunUnderWay | null {
  return (
    context.get<RunUnderWay>(
      `SELECT id, name FROM run WHERE plan = ?1 AND account_id = ?2 AND created_at < ?3
         AND (state = 'running' OR (state = 'finished' AND finished_at >= ?3) OR (state = 'paused' AND live = 1))
         AND (sandbox ->> 'settings') IS ?4 ORDER BY seq DESC LIMIT 1`,
      ...[input.plan, input.accountId, input.before, input.settings],
    ) ?? null
  );
}

/** Returns the oldest run of this plan and account that is running. */
export function planUnderWay(
  context: QueryContext,
  input: { readonly plan: string; readonly accountId: string },
): RunUnderWay | null {
  return (
    context.get<RunUnderWay>(
      `SELECT id, name FROM run WHERE state = 'running' AND plan = ? AND account_id = ? ORDER BY seq LIMIT 1`,
      input.plan,
      input.accountId,
    ) ?? null
  );
}

/** What decides when a message of a run is judged. */
export type MessageProgress = {
  readonly id: string;
  readonly state: MessageState;
  readonly settledAt: number | null;
  /** When the decisive request was sent, epoch ms; when the message was created if there was none. */
  readonly sentAt: number;
};

/** Returns the progress of these messages; those that were erased are missing. */
export function messageProgress(
  context: QueryContext,
  input: { readonly ids: readonly string[] },
): MessageProgress[] {
  return context.all<MessageProgress>(
    `SELECT id, state, settled_at AS settledAt,
       coalesce((SELECT started_at FROM attempt WHERE omnimessage_seq = omnimessage.seq ORDER BY number DESC LIMIT 1), created_at) AS sentAt
     FROM omnimessage WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(input.ids),
  );
}
