/** Returns the value below which this share (0 to 1) of the samples lies. @throws if there are no samples */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined || Number.isNaN(value))
    throw new Error('there are no samples, or a sample is not a number');
  return value;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** Returns the value with three significant digits: however small, it does not become zero. */
export function figure(value: number): number {
  return Number(value.toPrecision(3));
}
