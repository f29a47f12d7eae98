/** The current time for countdowns: one shared timer, which runs only while somebody watches. */

type Clock = {
  readonly subscribe: (listener: () => void) => () => void;
  /** UTC epoch ms, the same until the next tick. */
  readonly read: () => number;
};

export type Clocks = {
  /** Ticks twice a second, for countdowns. */
  readonly seconds: Clock;
  /** Ticks three times a minute, enough for "today" and "4 min ago". */
  readonly minutes: Clock;
};

function clockOf(now: () => number, stepMs: number): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  let at = now();
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        at = now();
        for (const each of listeners) each();
      }, stepMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
    read() {
      /* Stays constant between two reads: React reads twice and treats a difference as a change. */
      if (timer === null && now() - at > stepMs) at = now();
      return at;
    },
  };
}

/** Creates the clocks. @param now UTC epoch ms */
export function createClocks(now: () => number): Clocks {
  return { seconds: clockOf(now, 500), minutes: clockOf(now, 20_000) };
}
