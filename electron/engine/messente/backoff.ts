/** How long to wait between tries: `baseMs` doubles with each failed try up to `capMs`. */
export type BackoffOptions = {
  readonly baseMs: number;
  readonly capMs: number;
  /** Uniform in [0, 1), as Math.random. */
  readonly random: () => number;
};

/**
 * Exponential backoff with full jitter: uniform between 0 and min(capMs, baseMs · 2^attempt), so that many who failed
 * at once don't come back at once.
 * @param attempt how many tries have failed before this wait, from 0
 * @returns whole milliseconds, 0 to capMs
 */
export function backoffDelay(attempt: number, options: BackoffOptions): number {
  const ceiling = Math.min(options.capMs, options.baseMs * 2 ** Math.max(0, attempt));
  return Math.floor(options.random() * ceiling);
}
