/** Limits how many requests start in any second; the others wait in order of arrival. */
export type RateLimiter = {
  /**
   * Resolves when the caller may start a request. Rejects with the signal's reason if it is aborted while
   * waiting; the aborted request does not count.
   */
  take(signal?: AbortSignal): Promise<void>;
};

export type RateLimiterOptions = {
  /** Messente's default limit is 150 requests a second per IP address. */
  readonly perSecond: number;
  /** Epoch milliseconds, or the milliseconds of any monotonic clock. */
  readonly now: () => number;
  /** Calls `then` after this many milliseconds; returns a function that cancels the call. */
  readonly after?: (ms: number, then: () => void) => () => void;
};

type Waiter = { readonly go: () => void };

const windowMs = 1000;

function afterTimeout(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}

/**
 * Creates a limiter with a sliding window: in any period of one second, at most `perSecond` requests start.
 * (A token bucket would allow twice as many around a refill.) Share one limiter among all clients behind one
 * IP address.
 * @throws RangeError if perSecond is not a positive whole number
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { perSecond, now } = options;
  const after = options.after ?? afterTimeout;
  if (!Number.isInteger(perSecond) || perSecond < 1)
    throw new RangeError('perSecond: a positive whole number');
  /** When the last `perSecond` requests started: a ring buffer, oldest first from `next`. */
  const started: number[] = [];
  let next = 0;
  const waiting: Waiter[] = [];
  let giveUpTimer: (() => void) | null = null;

  function waitMs(): number {
    const oldest = started.length < perSecond ? undefined : started[next];
    if (oldest === undefined) return 0;
    const since = now() - oldest;
    if (since < 0) {
      // The clock was set back. Treat all these requests as started now, so that no request waits longer than
      // one window.
      started.fill(now());
      return windowMs;
    }
    return Math.max(0, windowMs - since);
  }

  function note(): void {
    started[next] = now();
    next = (next + 1) % perSecond;
  }

  function pump(): void {
    giveUpTimer?.();
    giveUpTimer = null;
    while (waiting.length > 0) {
      const ms = waitMs();
      if (ms > 0) {
        giveUpTimer = after(ms, pump);
        return;
      }
      const waiter = waiting.shift();
      note();
      waiter?.go();
    }
  }

  return {
    take(signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (waiting.length === 0 && waitMs() === 0) {
        note();
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          const index = waiting.indexOf(waiter);
          if (index >= 0) waiting.splice(index, 1);
          reject(signal?.reason);
        };
        const waiter: Waiter = {
          go: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(waiter);
        if (giveUpTimer === null) pump();
      });
    },
  };
}
