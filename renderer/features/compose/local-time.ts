/**
 * Converts between UTC epoch milliseconds and the text of a datetime-local field: local time to the minute,
 * without a zone.
 */

const two = (value: number) => String(value).padStart(2, '0');

/** Formats a time in this computer's zone as "2026-11-24T12:05". */
export function toLocalField(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Parses a field's text in this computer's zone, UTC epoch ms; null if it is not a time. */
export function fromLocalField(text: string): number | null {
  const at = new Date(text).getTime();
  return text === '' || Number.isNaN(at) ? null : at;
}
