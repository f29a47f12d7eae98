/**
 * What stands for a sample where all of it could not be told apart: as many values, evenly spread over it.
 * @returns sorted; the smallest and the greatest are among them
 */
export function thinned(sample: readonly number[], most: number): number[] {
  const sorted = sample.toSorted((a, b) => a - b);
  if (sorted.length <= most) return sorted;
  return Array.from(
    { length: most },
    (_, at) => sorted[Math.round((at * (sorted.length - 1)) / (most - 1))] ?? 0,
  );
}

/** The ends of a logarithmic scale for some times, ms: from 50 up, and never without breadth. */
export function logScale(times: readonly number[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const ms of times) {
    least = Math.min(least, ms);
    most = Math.max(most, ms);
  }
  const low = Math.max(50, least);
  return [low, Math.max(low * 1.5, most)];
}
