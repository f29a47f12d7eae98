import type { RunSummary } from '../../../shared/contract/runs.ts';

/**
 * Returns a run's overall state: failed if any cell has failed, otherwise waiting if any is waiting,
 * otherwise passed.
 */
export function runKind(run: Pick<RunSummary, 'cells' | 'state'>) {
  if (run.cells.failed > 0) return 'failed' as const;
  if (run.state === 'paused') return 'held' as const;
  if (run.state === 'running') return 'waiting' as const;
  return run.cells.passed === run.cells.all ? ('delivered' as const) : ('unknown' as const);
}
