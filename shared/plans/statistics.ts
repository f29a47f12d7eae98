/**
 * Statistics of runs: distributions instead of averages, and tests of whether two runs differ. Samples are
 * usually small, so both tests are exact or nearly exact, and two-sided.
 */

/**
 * Returns the q-quantile (0 to 1) of a sample, interpolated (Hyndman and Fan's type 7, as in R and NumPy);
 * null if the sample is empty.
 */
export function quantile(sample: readonly number[], q: number): number | null {
  if (sample.length === 0) return null;
  const sorted = sample.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

export type Distribution = {
  readonly count: number;
  /** Milliseconds. */
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly max: number;
};

/** Returns the distribution of a sample; null if the sample is empty. */
export function distributionOf(sample: readonly number[]): Distribution | null {
  if (sample.length === 0) return null;
  const at = (q: number): number => quantile(sample, q) ?? 0;
  return { count: sample.length, min: at(0), p50: at(0.5), p90: at(0.9), p95: at(0.95), max: at(1) };
}

const logFactorials: number[] = [0];
function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i += 1)
    logFactorials.push((logFactorials[i - 1] ?? 0) + Math.log(i));
  return logFactorials[n] ?? 0;
}

/**
 * Fisher's exact test for two proportions: did both runs have the same pass rate? Two-sided as in R's
 * fisher.test (the sum over all tables that are at most as likely as the observed one).
 * @returns the probability of a difference at least this large if nothing has changed
 */
export function fisherExact(
  passedBefore: number,
  failedBefore: number,
  passedAfter: number,
  failedAfter: number,
): number {
  const before = passedBefore + failedBefore;
  const after = passedAfter + failedAfter;
  const passed = passedBefore + passedAfter;
  const all = before + after;
  const logChance = (a: number): number => {
    const [b, c] = [before - a, passed - a];
    const d = after - c;
    return (
      logFactorial(before) +
      logFactorial(after) +
      logFactorial(passed) +
      logFactorial(all - passed) -
      logFactorial(all) -
      logFactorial(a) -
      logFactorial(b) -
      logFactorial(c) -
      logFactorial(d)
    );
  };
  const found = logChance(passedBefore);
  let sum = 0;
  for (let a = Math.max(0, passed - after); a <= Math.min(before, passed); a += 1) {
    const chance = logChance(a);
    // R's own tolerance: equally likely tables count, even if rounding makes them differ slightly.
    if (chance <= found + 1e-7) sum += Math.exp(chance);
  }
  return Math.min(1, sum);
}

/**
 * The Mann–Whitney (Wilcoxon rank sum) test of two samples: is one of them slower? Exact if there are no ties
 * and both samples have fewer than 50 values; otherwise the normal approximation with corrections for ties
 * and continuity, as in R's wilcox.test.
 * @returns the two-sided probability; null if a sample is empty
 */
export function mannWhitney(before: readonly number[], after: readonly number[]): number | null {
  const [n, m] = [before.length, after.length];
  if (n === 0 || m === 0) return null;
  const all = [
    ...before.map((value) => ({ value, first: true })),
    ...after.map((value) => ({ value, first: false })),
  ];
  all.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let tieSum = 0;
  for (let i = 0; i < all.length; ) {
    let j = i;
    while (j < all.length && all[j]?.value === all[i]?.value) j += 1;
    const rank = (i + 1 + j) / 2;
    for (const one of all.slice(i, j)) if (one.first) rankSum += rank;
    tieSum += (j - i) ** 3 - (j - i);
    i = j;
  }
  const u = rankSum - (n * (n + 1)) / 2;
  if (tieSum === 0 && n < 50 && m < 50) return exactTwoSided(u, n, m);
  const mean = (n * m) / 2;
  const variance = ((n * m) / 12) * (n + m + 1 - tieSum / ((n + m) * (n + m - 1)));
  if (variance === 0) return 1;
  const z = (Math.abs(u - mean) - 0.5) / Math.sqrt(variance);
  return Math.min(1, 2 * upperNormal(Math.max(0, z)));
}

/** Counts the ways in which the rank sum gives each U, with the usual recurrence. */
function exactTwoSided(u: number, n: number, m: number): number {
  let ways: number[][] = Array.from({ length: m + 1 }, () => [1]);
  for (let i = 1; i <= n; i += 1) {
    const next: number[][] = [];
    for (let j = 0; j <= m; j += 1) {
      const row: number[] = [];
      for (let k = 0; k <= i * j; k += 1) {
        row.push((ways[j]?.[k - j] ?? 0) + (j === 0 ? 0 : (next[j - 1]?.[k] ?? 0)));
      }
      next.push(row);
    }
    ways = next;
  }
  const counts = ways[m] ?? [];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const lower = counts
    .slice(0, Math.floor(Math.min(u, n * m - u)) + 1)
    .reduce((sum, count) => sum + count, 0);
  return Math.min(1, (2 * lower) / total);
}

/**
 * Returns the probability that a standard normal variable exceeds z ≥ 0 (Abramowitz and Stegun 7.1.26 through
 * erfc; error below 1.5e-7).
 */
function upperNormal(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return 0.5 * poly * Math.exp(-x * x);
}

/**
 * Applies Holm's step-down correction: with many comparisons, some look significant by chance alone.
 * @returns the corrected probability for each given one, in the same order
 */
export function holm(probabilities: readonly number[]): number[] {
  const order = probabilities.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const corrected = probabilities.map(() => 1);
  let least = 0;
  for (const [rank, { p, index }] of order.entries()) {
    least = Math.max(least, Math.min(1, p * (order.length - rank)));
    corrected[index] = least;
  }
  return corrected;
}
