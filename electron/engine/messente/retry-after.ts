/** However long a server asks us to wait, it is at most this, milliseconds. */
const retryAfterLimitMs = 3_600_000;

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Reads a Retry-After header: seconds, or an HTTP date (RFC 9110, 10.2.3). Messente documents neither.
 * @param value the header; null where there was none
 * @param now epoch milliseconds
 * @returns milliseconds from now, 0 to an hour; null where it says nothing that can be read
 */
export function parseRetryAfter(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,12}$/.test(text)) return Math.min(Number(text) * 1000, retryAfterLimitMs);
  if (!httpDate.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now), retryAfterLimitMs);
}
