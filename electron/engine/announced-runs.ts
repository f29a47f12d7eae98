import type { Change } from '../../shared/contract/console.ts';
import type { RunChange } from '../../shared/contract/runs.ts';

/** How long changed runs are collected: the summary of a run counts all of its cells. */
const runsMs = 400;

export type GatheredRuns = {
  /** The positions of the changed cells, by run. */
  runs: Map<string, Set<number> | 'all'>;
  allRuns: boolean;
};

/** Reads what has changed in a run; null if there is no such run. */
export type CellReader = (run: {
  readonly id: string;
  readonly positions: readonly number[];
}) => Promise<RunChange | null>;

/** Collects changed runs for longer than other changes. @param onDue called when `take` has something to return */
export function runsGatherer(onDue: () => void) {
  let gathered: GatheredRuns = { runs: new Map(), allRuns: false };
  let takenAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;
  return {
    /** Adds these runs. @returns all collected runs if they are due, otherwise null */
    take({ runs, allRuns }: GatheredRuns): GatheredRuns | null {
      for (const [id, positions] of runs) addPositions(gathered.runs, id, positions);
      gathered.allRuns ||= allRuns;
      if (gathered.runs.size === 0 && !gathered.allRuns) return null;
      const waitMs = takenAt + runsMs - performance.now();
      if (waitMs > 0) {
        timer ??= setTimeout(() => {
          timer = null;
          onDue();
        }, waitMs);
        return null;
      }
      const taken = gathered;
      gathered = { runs: new Map(), allRuns: false };
      takenAt = performance.now();
      return taken;
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Returns the change to announce. @param cellsOf null if the subscriber wants only ids */
export async function runsChange(
  { runs, allRuns }: GatheredRuns,
  cellsOf: CellReader | null,
): Promise<Change> {
  if (allRuns) return { type: 'runs', ids: [] };
  const change = { type: 'runs' as const, ids: [...runs.keys()] };
  if (cellsOf === null) return change;
  const read = [...runs].flatMap(([id, positions]) =>
    positions === 'all' ? [] : [cellsOf({ id, positions: [...positions] })],
  );
  // If the cells cannot be read, the subscriber reads the whole run, and gets the problem.
  const found: (RunChange | null)[] = await Promise.all(read).catch(() => []);
  return { ...change, changed: found.filter((one) => one !== null) };
}

/** Adds changed cells of a run. */
export function addPositions(
  runs: GatheredRuns['runs'],
  id: string,
  positions: Iterable<number> | 'all',
): void {
  const known = runs.get(id);
  if (known === 'all') return;
  if (positions === 'all') {
    runs.set(id, 'all');
    return;
  }
  const all = known ?? new Set();
  for (const position of positions) all.add(position);
  runs.set(id, all);
}
