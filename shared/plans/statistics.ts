/**
 * What runs say when they are counted: distributions instead of averages, and honest tests of whether two runs differ.
 * Small samples are the rule here, so both tests are exact or nearly so, and two-sided.
 */

/** The q-quantile (0 to 1) of a sample, between neighbours (Hyndman and Fan's type 7, as R and NumPy take it); null: empty. */
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
  /** ms. */
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly max: number;
};

/** null where nothing was measured. */
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
 * Fisher's exact test of two shares: did as many pass? Two-sided as R's fisher.test has it (the sum of all tables
 * that are no likelier than the one found).
 * @returns the probability of so great a difference, or a greater one, if nothing has changed
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
    // R's own tolerance: tables that are equally likely count whatever the last bit says.
    if (chance <= found + 1e-7) sum += Math.exp(chance);
  }
  return Math.min(1, sum);
}

/**
 * The Mann–Whitney (Wilcoxon rank sum) test of two samples: is one slower? Exact where there are no ties and neither
 * has 50 or more, else by the normal approximation with corrections for ties and continuity, as R's wilcox.test.
 * @returns the two-sided probability; null where a sample is empty
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

/** In how many ways the rank sum gives each U, by the usual recurrence. */
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

/** The chance that a standard normal exceeds z ≥ 0 (Abramowitz and Stegun 7.1.26 through erfc; error below 1.5e-7). */
function upperNormal(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return 0.5 * poly * Math.exp(-x * x);
}

/**
 * With many comparisons some look different by chance alone. Holm's step-down correction.
 * @returns for each probability, the corrected one, in the same order
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
