import type { Plan } from '../../../../shared/plans/plan.ts';
import type { ActiveRun, UnderWay } from './run-context.ts';
import type { StoredRun } from './sql/read-runs.ts';

/**
 * Returns a run as the runner keeps it in memory.
 * @param before the messages under way when it was read the last time; a new one is looked at now
 */
export function activeRun(run: StoredRun, plan: Plan, before: ReadonlyMap<string, UnderWay>): ActiveRun {
  const unsent = new Set<number>();
  const under = new Map<string, UnderWay>();
  for (const [index, { messageId, result }] of run.list.entries()) {
    if (messageId === null) unsent.add(index);
    else if (result === null)
      under.set(messageId, before.get(messageId) ?? { index, state: 'queued', lookAt: 0 });
  }
  const cells = run.list.length + run.earlier.length;
  const mark = {
    ...{ state: run.state, problem: run.problem?.code ?? null },
    ...{ hasPlan: run.plan === '' ? 0 : 1, cells },
  };
  return { run, plan, mark, unsent, under, charges: null };
}

/** Returns whether a message still waits to be sent, or for the answer. */
export function isWaiting({ state }: UnderWay): boolean {
  return state === 'queued' || state === 'sending';
}
