/** The answers about handsets, separate from the delivery reports. */
import type { Run, RunCell } from '../../../shared/contract/runs.ts';

export type HandsetState = 'waiting' | 'arrived' | 'missing';

/** Returns the state of a cell's handset; null if there is no question, or reports are still awaited. */
export function handsetOf(cell: RunCell, asked: boolean): HandsetState | null {
  if (cell.handset !== null) return cell.handset;
  return asked && cell.result !== null && cell.messageId !== null ? 'waiting' : null;
}

/** Reported as delivered, but missing on the handset. */
export function isContradicted({ handset, result }: RunCell): boolean {
  return handset === 'missing' && result !== null && result.deliveredBy !== null;
}

/** Returns the cells of a run by the state of their handsets, in the order of the plan. */
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

/**
 * Returns the next of some cells after a position, continuing with the first after the last. @param after
 * null means the first
 */
export function nextOf(cells: readonly RunCell[], after: number | null): RunCell | null {
  return cells.find(({ position }) => after !== null && position > after) ?? cells[0] ?? null;
}
