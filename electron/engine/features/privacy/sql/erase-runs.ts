import { forgetNumber } from '../../../../../shared/messaging/forget-number.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { dropPlan, renameRun, unnameCells } from './forget-plan.ts';
import { runsNaming } from './names-number.ts';

/**
 * A plan names the numbers that it writes to, and a cell goes by its number where the plan has no name for it. The plan
 * of each run that writes to the number goes; out of another, which only mentions it, the number is taken. What was
 * found of its cells stays, under no name. To be done before its messages are deleted: they tell which cells are its.
 * @param until only runs that were begun by this time, epoch ms
 * @returns the ids of the runs that had it
 */
export function eraseFromRuns(context: WriteContext, number: string, until: number, now: number): string[] {
  return runsNaming(context, number, until).map((run) => {
    const { seq, plan, name, called, told } = run;
    if (plan === '') dropPlan(context, seq, now);
    else if (plan !== null) context.run('UPDATE run SET plan = ? WHERE seq = ?', plan, seq);
    if (name !== null) renameRun(context, seq, name);
    unnameCells(context, seq, called);
    for (const { position, attempt, result } of told) {
      context.run(
        'UPDATE run_cell SET result = ? WHERE run_seq = ? AND position = ? AND attempt = ?',
        JSON.stringify(forgetNumber(JSON.parse(result), number).value),
        seq,
        position,
        attempt,
      );
    }
    return run.id;
  });
}
