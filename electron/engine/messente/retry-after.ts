/** The longest accepted wait, whatever the server asks for, milliseconds. */
const retryAfterLimitMs = 3_600_000;

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Parses a Retry-After header: seconds, or an HTTP date (RFC 9110, 10.2.3). Messente does not document the
 * header.
 * @param value the header; null if there was none
 * @param now epoch milliseconds
 * @returns milliseconds from now, 0 to an hour; null if the header is missing or unreadable
 */
export function parseRetryAfter(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,12}$/.test(text)) return Math.min(Number(text) * 1000, retryAfterLimitMs);
  if (!httpDate.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now), retryAfterLimitMs);
}
