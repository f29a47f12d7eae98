/** The time, for what counts down: one timer for all who watch, running only while somebody does. */

type Clock = {
  readonly subscribe: (listener: () => void) => () => void;
  /** UTC epoch ms, the same until the next tick. */
  readonly read: () => number;
};

export type Clocks = {
  /** Ticks twice a second: for countdowns. */
  readonly seconds: Clock;
  /** Ticks three times a minute: enough for "today" and "4 min ago". */
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
      /* Steady between two reads: React asks twice and takes a difference for a change. */
      if (timer === null && now() - at > stepMs) at = now();
      return at;
    },
  };
}

/** @param now UTC epoch ms */
export function createClocks(now: () => number): Clocks {
  return { seconds: clockOf(now, 500), minutes: clockOf(now, 20_000) };
}
