/** Options for the wait between retries: `baseMs` doubles with each failed attempt, up to `capMs`. */
export type BackoffOptions = {
  readonly baseMs: number;
  readonly capMs: number;
  /** Returns a number in [0, 1), like Math.random. */
  readonly random: () => number;
};

/**
 * Returns the wait before the next attempt: exponential backoff with full jitter, a uniform value between 0
 * and min(capMs, baseMs · 2^attempt). The jitter prevents requests that failed together from being retried
 * together.
 * @param attempt how many waits came before this one, from 0
 * @returns whole milliseconds, 0 to capMs
 */
export function backoffDelay(attempt: number, options: BackoffOptions): number {
  const ceiling = Math.min(options.capMs, options.baseMs * 2 ** Math.max(0, attempt));
  return Math.floor(options.random() * ceiling);
}
