const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
};

/** The format of a duration, for messages and for the schema. */
const durationPattern = '^\\d{1,9}(\\.\\d{1,3})? ?(ms|s|sec|seconds?|m|min|minutes?|h|hours?)$';

/**
 * Parses "30 s", "2 min", "1.5 h", "500 ms".
 * @returns whole milliseconds, or null for anything else (also for a number without a unit)
 */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  if (!new RegExp(durationPattern, 'u').test(trimmed)) return null;
  const [, amount = '', unit = ''] = /^([\d.]+) ?([a-z]+)$/u.exec(trimmed) ?? [];
  const each = units[unit];
  return each === undefined ? null : Math.round(Number(amount) * each);
}

/**
 * Formats a duration: "30 s", "2 min", "1 h 30 min"; with tenths below a minute.
 * @param limits the time limits that it is compared with, ms: a duration that would read like a limit although it
 * is longer or shorter is written exactly, such as "3.016 s" beside "3 s"
 */
export function formatDuration(ms: number, limits: readonly number[] = []): string {
  const text = roundedDuration(ms);
  const isLimit = limits.some((limit) => limit !== ms && roundedDuration(limit) === text);
  return isLimit ? `${ms / 1000} s` : text;
}

function roundedDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60)
    return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${Number((ms / 60_000).toFixed(1))} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

const exactUnits = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

/**
 * Formats a duration exactly, in the largest unit that needs no rounding.
 * @param ms whole milliseconds; parseDuration(exactDuration(ms)) is ms
 */
export function exactDuration(ms: number): string {
  const [size, unit] = exactUnits.find(([each]) => ms >= each && ms % each === 0) ?? [1, 'ms'];
  return `${ms / size} ${unit}`;
}
