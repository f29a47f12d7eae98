/** Lets at most so many requests start in any second; the others wait their turn, first come first served. */
export type RateLimiter = {
  /**
   * Resolves when the caller may go ahead. Rejects with the signal's reason where it is aborted while waiting,
   * and then takes up no room.
   */
  take(signal?: AbortSignal): Promise<void>;
};

export type RateLimiterOptions = {
  /** Messente's default is 150 requests a second per IP address. */
  readonly perSecond: number;
  /** Epoch (or any steady) milliseconds. */
  readonly now: () => number;
  /** Calls back after so many milliseconds; returns how to give that up. */
  readonly after?: (ms: number, then: () => void) => () => void;
};

type Waiter = { readonly go: () => void };

const windowMs = 1000;

function afterTimeout(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}

/**
 * Makes a limiter over a sliding second: whatever second is looked at, no more than `perSecond` were let go in it.
 * (A token bucket would allow twice that across its refill.) Share one among all clients behind one IP address.
 * @throws RangeError where perSecond is not a positive whole number.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { perSecond, now } = options;
  const after = options.after ?? afterTimeout;
  if (!Number.isInteger(perSecond) || perSecond < 1)
    throw new RangeError('perSecond: a positive whole number');
  /** When the last `perSecond` were let go, oldest first from `next`: a ring. */
  const started: number[] = [];
  let next = 0;
  const waiting: Waiter[] = [];
  let giveUpTimer: (() => void) | null = null;

  function waitMs(): number {
    const oldest = started.length < perSecond ? undefined : started[next];
    if (oldest === undefined) return 0;
    const since = now() - oldest;
    if (since < 0) {
      // The clock was set back: count all of them as of this moment, so that nobody waits longer than one window.
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
