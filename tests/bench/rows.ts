/**
 * The common result of all benchmarks: rows that compare Omnideck with a baseline of the same run. See
 * tests/README.md for how to add a benchmark.
 */
import { figure, median, percentile } from './statistics.ts';

/** The limit of a figure: Omnideck's own, its ratio to the baseline, or its difference from the baseline. */
export type Target = { readonly of: 'ours' | 'ratio' | 'difference' } & (
  | { readonly atMost: number }
  | { readonly atLeast: number }
);

export type Row = {
  /** What was measured, and how it was summarised: "a page by cost, 95th percentile". */
  readonly what: string;
  /** What Omnideck is compared with. */
  readonly baselineOf: string;
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number;
  /** Omnideck's figure divided by the baseline's. */
  readonly ratio: number;
  /** The number of single measurements (requests, starts, frames, pages) on the side that has fewer of them. */
  readonly samples: number;
  readonly target: Target | null;
};

/** A file NAME.bench.ts exports `bench`, a function of these options that returns rows. */
export type BenchOptions = {
  /** Whether only to try the benchmark: a few samples of a small case, whose figures mean nothing. */
  readonly short: boolean;
  /** The other words of the command. */
  readonly words: readonly string[];
};

const fewestSamples = 50;
const ratioLimits = { from: 0.01, to: 100 };

const summaries = {
  median: { of: median, name: 'median' },
  p95: { of: (samples: readonly number[]) => percentile(samples, 0.95), name: '95th percentile' },
};

/** Returns the row of two lists of single measurements. */
export function compare(row: {
  readonly what: string;
  readonly baselineOf: string;
  readonly unit: string;
  readonly by: keyof typeof summaries;
  readonly ours: readonly number[];
  readonly baseline: readonly number[];
  readonly target?: Target;
}): Row {
  const { of, name } = summaries[row.by];
  const [ours, baseline] = [of(row.ours), of(row.baseline)];
  return {
    what: `${row.what}, ${name}`,
    baselineOf: row.baselineOf,
    unit: row.unit,
    ours: figure(ours),
    baseline: figure(baseline),
    ratio: figure(ours / baseline),
    samples: Math.min(row.ours.length, row.baseline.length),
    target: row.target ?? null,
  };
}

/**
 * Returns why the rows are not a valid measurement, a line for each problem. A short run only needs a sample
 * and a baseline in each row.
 */
export function problemsOf(rows: readonly Row[], { short }: { readonly short: boolean }): string[] {
  if (rows.length === 0) return ['The benchmark has no rows.'];
  return rows.flatMap((row) => {
    const problems: string[] = [];
    const fewest = short ? 1 : fewestSamples;
    if (!(row.samples >= fewest)) problems.push(`${row.samples} samples, and at least ${fewest} are needed`);
    for (const name of ['ours', 'baseline', 'ratio'] as const) {
      if (!Number.isFinite(row[name])) problems.push(`"${name}" is ${row[name]}, which is not a number`);
      else if (row[name] === 0) problems.push(`"${name}" is 0`);
    }
    const isOutside = row.ratio !== 0 && (row.ratio < ratioLimits.from || row.ratio > ratioLimits.to);
    if (!short && isOutside)
      problems.push(`the ratio ${row.ratio} is outside ${ratioLimits.from} to ${ratioLimits.to}`);
    return problems.map((problem) => `${row.what}: ${problem}.`);
  });
}

/** Returns the limit in words: "at most 35 ms", "ratio at least 0.5". */
export function targetText({ target, unit }: Row): string {
  if (target === null) return '';
  const limit = 'atMost' in target ? `at most ${target.atMost}` : `at least ${target.atLeast}`;
  if (target.of === 'ratio') return `ratio ${limit}`;
  return `${target.of === 'difference' ? 'difference ' : ''}${limit} ${unit}`;
}

/** Returns whether the row reaches its target; true for a row without a target. */
export function reachesTarget({ target, ours, baseline, ratio }: Row): boolean {
  if (target === null) return true;
  const value = { ours, ratio, difference: ours - baseline }[target.of];
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

/** Returns a line for the terminal. */
export function rowText(row: Row): string {
  const target =
    row.target === null ? '' : `; target ${targetText(row)}${reachesTarget(row) ? '' : ', missed'}`;
  return `${row.what}: ${row.ours} ${row.unit}; ${row.baselineOf}: ${row.baseline} ${row.unit}; ratio ${row.ratio}; ${row.samples} samples${target}`;
}
