import { forgetNumber, mayHold } from '../../../../../shared/messaging/forget-number.ts';
import { readPlan } from '../../../../../shared/plans/read-plan.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { renameRun, unnameCells } from './forget-plan.ts';

/** The run sends nothing more, and all sent messages are judged. */
const over = `r.state IN ('stopped', 'finished') AND coalesce(r.finished_at, r.created_at) < ?
  AND NOT EXISTS (SELECT 1 FROM run_cell c WHERE c.run_seq = r.seq AND c.message_id IS NOT NULL AND c.result IS NULL)`;
const hasNames = `EXISTS (SELECT 1 FROM run_cell c WHERE c.run_seq = r.seq
  AND c.number_name <> '–' AND c.number_name NOT GLOB '– [0-9]*')`;

/** How many cells are processed per turn of the writer; the largest run has ten thousand. */
const cellsAtOnce = 2_000;

/**
 * Applies the retention rule to runs that ended long ago. Texts are in the plan, so it is deleted with either
 * rule; the results of cells stay. If the rule deletes everything, the names of numbers are deleted as well.
 * @param input.before runs that ended before this time are old, epoch ms
 * @returns how many were processed, and whether there are more
 */
export function retainRuns(
  context: WriteContext,
  input: { readonly kind: 'strip-texts' | 'delete'; readonly before: number; readonly limit: number },
): { readonly runs: number; readonly more: boolean } {
  const left = input.kind === 'delete' ? `(r.plan <> '' OR ${hasNames})` : `r.plan <> ''`;
  const old = context.all<{ seq: number; name: string; plan: string; cells: number }>(
    `SELECT r.seq, r.name, r.plan, (SELECT count(*) FROM run_cell c WHERE c.run_seq = r.seq) AS cells
     FROM run r WHERE ${over} AND ${left} LIMIT ?`,
    input.before,
    input.limit,
  );
  let runs = 0;
  let cells = 0;
  for (const run of old) {
    if (cells >= cellsAtOnce) return { runs, more: true };
    if (input.kind === 'delete') forgetPeople(context, run);
    context.run(`UPDATE run SET plan = '' WHERE seq = ?`, run.seq);
    runs += 1;
    cells += run.cells;
  }
  return { runs, more: old.length === input.limit };
}

function forgetPeople(
  context: WriteContext,
  run: { readonly seq: number; readonly name: string; readonly plan: string },
): void {
  const names = context
    .all<{ name: string }>(
      'SELECT number_name AS name FROM run_cell WHERE run_seq = ? GROUP BY number_name ORDER BY min(position)',
      run.seq,
    )
    .map(({ name }) => name);
  const read = readPlan(run.plan, null);
  const numbers = new Set([
    ...names.filter((name) => /^\+\d{7,15}$/u.test(name)),
    ...(read.ok ? read.plan.numbers.map(({ number }) => number) : []),
  ]);
  const without = (text: string): string =>
    [...numbers]
      .filter((number) => mayHold(text, number))
      .reduce((rest, number) => JSON.stringify(forgetNumber(JSON.parse(rest), number).value), text);
  const name = without(JSON.stringify(run.name));
  renameRun(context, run.seq, JSON.parse(name) as string);
  for (const cell of context.all<{ position: number; attempt: number; result: string }>(
    `SELECT position, attempt, result FROM run_cell WHERE run_seq = ? AND result GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*'`,
    run.seq,
  )) {
    context.run(
      'UPDATE run_cell SET result = ? WHERE run_seq = ? AND position = ? AND attempt = ?',
      without(cell.result),
      run.seq,
      cell.position,
      cell.attempt,
    );
  }
  unnameCells(context, run.seq, names);
}
