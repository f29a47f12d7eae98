/** Parses and formats times as Messente does. */

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?$/i;

/**
 * The accepted format as a pattern for JSON Schema. The pattern cannot reject impossible dates such as 30
 * February.
 */
export const isoTimePattern =
  '^\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?([Zz]|[+-]\\d{2}(:?\\d{2})?)?$';

/**
 * Parses an ISO 8601 date and time such as `2019-06-22T09:05`. Without an offset the time is UTC (Messente's
 * page about scheduled messages).
 *
 * @returns epoch ms, or null if the text is not a valid time (30 February is not)
 */
export function parseIsoTime(text: string): number | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const number = (index: number) => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(local);
  const isReal =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    number(10) < 24 &&
    number(11) < 60;
  if (!isReal) return null;
  const fraction = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000);
  const offsetMs = (number(10) * 60 + number(11)) * 60_000;
  return local + fraction + (match[9] === '-' ? offsetMs : -offsetMs);
}

/**
 * Formats the `timestamp` of a delivery report: with microseconds and without a zone (it is UTC).
 *
 * @param at epoch ms; the fraction becomes microseconds
 */
export function formatTimestamp(at: number): string {
  const wholeMs = Math.floor(at);
  const micros = Math.floor((at - wholeMs) * 1000);
  return new Date(wholeMs).toISOString().slice(0, -1) + String(micros).padStart(3, '0');
}
