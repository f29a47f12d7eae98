/** Keeps a run's results without names when its plan is deleted or its recipients are erased. */

import type { CellResult } from '../../../../../shared/contract/runs.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { runsPhrase } from '../../../../../shared/phrases.ts';
import { privacyProblem } from '../../../../../shared/problems/privacy.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { isMark, markOf } from './runs-naming.ts';
import { setRunState } from './save-runs.ts';

/**
 * The result of a cell whose message was erased or whose plan is deleted: its outcome cannot be determined
 * any more.
 */
export const notJudged: CellResult = {
  verdict: 'failed',
  judgements: [{ written: 'message', verdict: 'failed', found: runsPhrase('erased') }],
  deliveredBy: null,
  reachedAfterMs: null,
  cost: null,
  state: 'unknown',
  message: null,
};

export function planGone(): Problem {
  return privacyProblem('plan-unreadable');
}

/** Deletes the plan of a run. An active run sends nothing more, and unjudged cells cannot be judged. */
export function dropPlan(context: WriteContext, seq: number, now: number): void {
  const run = context.get<{ id: string }>(`UPDATE run SET plan = '' WHERE seq = ? RETURNING id`, seq);
  if (run === undefined) return;
  setRunState(context, {
    id: run.id,
    from: ['running', 'paused'],
    state: 'stopped',
    problem: JSON.stringify(planGone()),
    now,
  });
  context.run(
    'UPDATE run_cell SET result = ? WHERE run_seq = ? AND message_id IS NOT NULL AND result IS NULL',
    JSON.stringify(notJudged),
    seq,
  );
}

/** Renames a run to the rest of its name after a number was removed from it. */
export function renameRun(context: WriteContext, seq: number, rest: string): void {
  const name = rest.trim();
  context.run('UPDATE run SET name = ? WHERE seq = ?', name === '' ? markOf(1) : name, seq);
}

/**
 * Replaces these names of cells by a mark: one for each name, so that different numbers of a run stay
 * distinct.
 */
export function unnameCells(context: WriteContext, seq: number, names: readonly string[]): void {
  const used = context
    .all<{ name: string }>('SELECT DISTINCT number_name AS name FROM run_cell WHERE run_seq = ?', seq)
    .filter(({ name }) => isMark(name)).length;
  for (const [index, name] of names.filter((one) => !isMark(one)).entries()) {
    context.run(
      'UPDATE run_cell SET number_name = ? WHERE run_seq = ? AND number_name = ?',
      markOf(used + index + 1),
      seq,
      name,
    );
  }
}
