/** What the persons with the handsets say, beside what the reports say: two facts, told apart. */
import type { Run, RunCell } from '../../../shared/contract/runs.ts';

export type HandsetState = 'waiting' | 'arrived' | 'missing';

/** What is known of a cell's handset; null where nobody is asked, or the reports are still waited for. */
export function handsetOf(cell: RunCell, asked: boolean): HandsetState | null {
  if (cell.handset !== null) return cell.handset;
  return asked && cell.result !== null && cell.messageId !== null ? 'waiting' : null;
}

/** Reported as delivered, and not on the handset. */
export function isContradicted({ handset, result }: RunCell): boolean {
  return handset === 'missing' && result !== null && result.deliveredBy !== null;
}

/** The cells of a run by what is known of their handsets, each in the order of the plan. */
export function onHandsets(run: Pick<Run, 'confirm' | 'list'>) {
  const asked = run.confirm !== null;
  const of = (state: HandsetState) => run.list.filter((cell) => handsetOf(cell, asked) === state);
  return {
    waiting: of('waiting'),
    arrived: of('arrived'),
    missing: of('missing'),
    contradicted: run.list.filter(isContradicted),
  };
}

/** The next of some cells after a place, round to the first again. @param after null: the first */
export function nextOf(cells: readonly RunCell[], after: number | null): RunCell | null {
  return cells.find(({ position }) => after !== null && position > after) ?? cells[0] ?? null;
}
