/**
 * Reduces a large sample to the given number of evenly spread values.
 * @returns the values sorted, including the smallest and the largest
 */
export function thinned(sample: readonly number[], most: number): number[] {
  const sorted = sample.toSorted((a, b) => a - b);
  if (sorted.length <= most) return sorted;
  return Array.from(
    { length: most },
    (_, at) => sorted[Math.round((at * (sorted.length - 1)) / (most - 1))] ?? 0,
  );
}

/** Returns the ends of a logarithmic scale for times, ms: at least 50, and never equal. */
export function logScale(times: readonly number[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const ms of times) {
    least = Math.min(least, ms);
    most = Math.max(most, ms);
  }
  const low = Math.max(50, least);
  return [low, Math.max(low * 1.5, most)];
}
