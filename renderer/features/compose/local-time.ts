/** Between UTC epoch milliseconds and what a datetime-local field holds: local time to the minute, without a zone. */

const two = (value: number) => String(value).padStart(2, '0');

/** "2026-11-24T12:05" of a time in this machine's zone. */
export function toLocalField(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The time that a field's text means in this machine's zone, UTC epoch ms; null where it means none. */
export function fromLocalField(text: string): number | null {
  const at = new Date(text).getTime();
  return text === '' || Number.isNaN(at) ? null : at;
}
