import { forgetNumber } from '../../../../shared/messaging/forget-number.ts';
import { readPlan } from '../../../../shared/plans/read-plan.ts';
import type { WriteContext } from './context.ts';

/**
 * A plan names the numbers that it writes to, and a cell goes by its number where the plan has no name for it. The plan
 * of each run that has the number goes; what was found of its cells stays, under no name.
 * @param until only runs that were begun by this time, epoch ms
 */
export function eraseFromRuns(context: WriteContext, number: string, until: number): void {
  const runs = context.all<{ seq: number; plan: string }>(
    `SELECT seq, plan FROM run WHERE plan <> '' AND created_at <= ?`,
    until,
  );
  for (const { seq, plan } of runs) {
    // Also where it only stands in a text or a comment.
    const { value, found } = forgetNumber(plan, number);
    const rest = String(value);
    const read = readPlan(rest, 0);
    // One that can't be read any more may still have it, written in any way.
    const has = !read.ok || read.plan.numbers.some((one) => one.number === number);
    if (!has) {
      if (found > 0) context.run('UPDATE run SET plan = ? WHERE seq = ?', rest, seq);
      continue;
    }
    context.run(
      `UPDATE run SET plan = '', state = CASE WHEN state IN ('running', 'paused') THEN 'stopped' ELSE state END WHERE seq = ?`,
      seq,
    );
    context.run(`UPDATE run_cell SET number_name = '–' WHERE run_seq = ? AND number_name = ?`, seq, number);
  }
}
