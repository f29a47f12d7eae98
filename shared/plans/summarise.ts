/** Summarises a run's cells by operator and by channel, finds flaky combinations, and compares two runs. */
import type { RunCell } from '../contract/runs.ts';
import { type Distribution, distributionOf, fisherExact, holm, mannWhitney } from './statistics.ts';

/** The fields of a run's cell that this file needs. */
export type Cell = Pick<RunCell, 'chain' | 'number' | 'country' | 'operator' | 'result' | 'handset'>;

/** What the comparison of two runs needs of a cell. */
export type ComparedCell = Pick<RunCell, 'chain' | 'number' | 'country' | 'operator'> & {
  readonly result: { readonly verdict: string; readonly reachedAfterMs: number | null } | null;
};

export type Group = {
  /** A group's name: "Tele2 (EE)", "EE" or a channel. */
  readonly name: string;
  readonly cells: number;
  readonly passed: number;
  readonly failed: number;
  /** Milliseconds from sending to the first report that the person was reached. */
  readonly latency: Distribution | null;
  readonly sample: readonly number[];
};

type Flaky = {
  readonly chain: string;
  readonly number: string;
  readonly passed: number;
  readonly failed: number;
};

export type Summary = {
  readonly operators: readonly Group[];
  /** Grouped by the channel that reached the person. */
  readonly channels: readonly Group[];
  /** Combinations where the same chain to the same number both passed and failed. */
  readonly flaky: readonly Flaky[];
  /**
   * Cells that were reported as delivered but did not appear on the handset: the operator's reports may be
   * fake.
   */
  readonly contradicted: number;
};

export function operatorOf(cell: Pick<Cell, 'country' | 'operator'>): string {
  const country = cell.country ?? '';
  if (cell.operator === null) return country === '' ? '–' : country;
  return country === '' ? cell.operator : `${cell.operator} (${country})`;
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === null) continue;
    const list = groups.get(name);
    if (list) list.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

function groupOf(name: string, cells: readonly ComparedCell[]): Group {
  const sample = cells.flatMap(({ result }) => result?.reachedAfterMs ?? []);
  const count = (verdict: string): number => cells.filter(({ result }) => result?.verdict === verdict).length;
  return {
    name,
    cells: cells.length,
    passed: count('passed'),
    failed: count('failed'),
    latency: distributionOf(sample),
    sample,
  };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

export function summarise(cells: readonly Cell[]): Summary {
  const operators = [...groupBy(cells, operatorOf)].map(([name, some]) => groupOf(name, some));
  const channels = [...groupBy(cells, ({ result }) => result?.deliveredBy ?? null)].map(([name, some]) =>
    groupOf(name, some),
  );
  const flaky = [...groupBy(cells, ({ chain, number }) => JSON.stringify([chain, number])).values()].flatMap(
    (some) => {
      const { passed, failed } = groupOf('', some);
      const [first] = some;
      return passed > 0 && failed > 0 && first !== undefined
        ? [{ chain: first.chain, number: first.number, passed, failed }]
        : [];
    },
  );
  const contradicted = cells.filter(
    ({ result, handset }) => handset === 'missing' && (result?.deliveredBy ?? null) !== null,
  ).length;
  return { operators: operators.sort(byName), channels: channels.sort(byName), flaky, contradicted };
}

/** The significance level, applied after the correction for the number of comparisons (Holm). */
const significance = 0.05;

type Change = {
  readonly chain: string;
  readonly number: string;
  readonly before: { readonly passed: number; readonly cells: number };
  readonly after: { readonly passed: number; readonly cells: number };
};

export type LatencyChange = {
  readonly operator: string;
  readonly before: Distribution | null;
  readonly after: Distribution | null;
  /** Mann–Whitney, two-sided, corrected; null if one run has no sample. */
  readonly probability: number | null;
  readonly significant: boolean;
};

export type Comparison = {
  /** Cells that always passed before and now fail at least once, and the reverse. */
  readonly broke: readonly Change[];
  readonly mended: readonly Change[];
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  readonly passed: {
    readonly before: { readonly passed: number; readonly cells: number };
    readonly after: { readonly passed: number; readonly cells: number };
    /** Fisher's exact test, two-sided. */
    readonly probability: number;
    readonly significant: boolean;
  };
  readonly latency: readonly LatencyChange[];
};

/** Compares a later run with an earlier one. Chains and numbers are matched by their names. */
export function compareRuns(before: readonly ComparedCell[], after: readonly ComparedCell[]): Comparison {
  const keyOf = ({ chain, number }: ComparedCell): string => JSON.stringify([chain, number]);
  const [earlier, later] = [groupBy(before, keyOf), groupBy(after, keyOf)];
  const changes = [...later].flatMap(([key, cells]): Change[] => {
    const old = earlier.get(key);
    const [first] = cells;
    if (old === undefined || first === undefined) return [];
    const [was, is] = [groupOf('', old), groupOf('', cells)];
    return [
      {
        chain: first.chain,
        number: first.number,
        before: { passed: was.passed, cells: was.passed + was.failed },
        after: { passed: is.passed, cells: is.passed + is.failed },
      },
    ];
  });
  const whole = ({ passed, cells }: { readonly passed: number; readonly cells: number }): boolean =>
    cells > 0 && passed === cells;
  // A combination that was not judged in both runs neither broke nor recovered.
  const judged = changes.filter((change) => change.before.cells > 0 && change.after.cells > 0);
  const [was, is] = [groupOf('', before), groupOf('', after)];
  const probability = fisherExact(was.passed, was.failed, is.passed, is.failed);
  const names = [...new Set([...before, ...after].map(operatorOf))].sort();
  const raw = names.map((operator) => {
    const [old, now] = [before, after].map((cells) =>
      groupOf(
        operator,
        cells.filter((cell) => operatorOf(cell) === operator),
      ),
    );
    return {
      operator,
      before: old?.latency ?? null,
      after: now?.latency ?? null,
      p: mannWhitney(old?.sample ?? [], now?.sample ?? []),
    };
  });
  const corrected = holm(raw.flatMap(({ p }) => p ?? []));
  let next = 0;
  return {
    broke: judged.filter((change) => whole(change.before) && !whole(change.after)),
    mended: judged.filter((change) => !whole(change.before) && whole(change.after)),
    onlyBefore: [...earlier.keys()].filter((key) => !later.has(key)).length,
    onlyAfter: [...later.keys()].filter((key) => !earlier.has(key)).length,
    passed: {
      before: { passed: was.passed, cells: was.passed + was.failed },
      after: { passed: is.passed, cells: is.passed + is.failed },
      probability,
      significant: probability < significance,
    },
    latency: raw.map(({ operator, before: old, after: now, p }) => {
      const value = p === null ? null : (corrected[next++] ?? null);
      return {
        operator,
        before: old,
        after: now,
        probability: value,
        significant: value !== null && value < significance,
      };
    }),
  };
}

/**
 * Returns the operators whose median became slower by more than this, whether the difference is significant or not: with
 * few messages a large one may be chance.
 * @param percent of the earlier median
 */
export function tooSlow({ latency }: Pick<Comparison, 'latency'>, percent: number): string[] {
  return latency.flatMap(({ operator, before, after }) =>
    before !== null && after !== null && after.p50 > before.p50 * (1 + percent / 100) ? [operator] : [],
  );
}
