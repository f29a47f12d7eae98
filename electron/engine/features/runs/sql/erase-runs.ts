import { forgetNumber } from '../../../../../shared/messaging/forget-number.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { dropPlan, renameRun, unnameCells } from './forget-plan.ts';
import { runsNaming } from './runs-naming.ts';

/**
 * Erases a number from test runs. A plan lists the numbers that it sends to, and a cell is named by its
 * number if the plan has no name for it. The plan of each run that sends to the number is deleted; from other
 * plans that only mention it, the number is removed. The results of its cells stay without a name. Must run
 * before its messages are deleted, because they show which cells belong to it.
 * @param until only runs that started by this time, epoch ms
 * @returns the ids of the affected runs
 */
export function eraseFromRuns(context: WriteContext, number: string, until: number, now: number): string[] {
  return runsNaming(context, number, until).map((run) => {
    const { seq, plan, name, called, results } = run;
    if (plan === '') dropPlan(context, seq, now);
    else if (plan !== null) context.run('UPDATE run SET plan = ? WHERE seq = ?', plan, seq);
    if (name !== null) renameRun(context, seq, name);
    // Messente's ids of the messages lead to the number.
    context.run(
      `UPDATE run_cell SET result = json_set(result, '$.message', NULL)
       WHERE run_seq = ? AND result IS NOT NULL AND number_name IN (SELECT value FROM json_each(?))`,
      seq,
      JSON.stringify(called),
    );
    unnameCells(context, seq, called);
    for (const { position, attempt, result } of results) {
      context.run(
        `UPDATE run_cell SET result = json_set(?, '$.message', NULL) WHERE run_seq = ? AND position = ? AND attempt = ?`,
        JSON.stringify(forgetNumber(JSON.parse(result), number).value),
        seq,
        position,
        attempt,
      );
    }
    return run.id;
  });
}
