/** What stays of a run when its plan goes or its people are forgotten: its results, under no name. */

import type { CellResult } from '../../../../../shared/contract/runs.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { privacyProblem } from '../../../../../shared/problems/privacy.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { setRunState } from '../../runs/sql/index.ts';
import { isMark, markOf } from './names-number.ts';

/** How a cell ends whose message was erased, or whose plan has gone: nobody can say any more what came of it. */
export const notJudged: CellResult = {
  verdict: 'failed',
  judgements: [{ written: 'message', verdict: 'failed', found: 'it was erased before it was judged' }],
  deliveredBy: null,
  reachedAfterMs: null,
  cost: null,
  state: 'unknown',
};

export function planGone(): Problem {
  return privacyProblem('plan-unreadable');
}

/** Takes the plan of a run away. One that was under way sends nothing more, and what was not judged can't be. */
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

/** Calls a run by what is left of its name once a number is taken out of it. */
export function renameRun(context: WriteContext, seq: number, rest: string): void {
  const name = rest.trim();
  context.run('UPDATE run SET name = ? WHERE seq = ?', name === '' ? markOf(1) : name, seq);
}

/** Calls the cells of these names by a mark: one for each name, so that several numbers of a run stay several. */
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
