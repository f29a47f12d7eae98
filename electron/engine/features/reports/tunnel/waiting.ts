export type Waiting = {
  /** Waits so long; ends early when nudged (also when nudged since the last wait) or aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Waits so long; a nudge is remembered for the next wait. */
  rest(ms: number, signal: AbortSignal): Promise<void>;
  nudge(): void;
  /** A nudge that nobody has slept through yet no longer counts. */
  forget(): void;
};

/** One sleeper, who can be woken. */
export function makeWaiting(): Waiting {
  let nudged = false;
  let wake: (() => void) | null = null;

  const sleep = (ms: number, signal: AbortSignal, canBeNudged: boolean): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        wake = null;
        if (canBeNudged) nudged = false;
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
      if (canBeNudged) wake = done;
      if (signal.aborted || (canBeNudged && nudged)) done();
    });

  return {
    wait: (ms, signal) => sleep(ms, signal, true),
    rest: (ms, signal) => sleep(ms, signal, false),
    nudge() {
      nudged = true;
      wake?.();
    },
    forget() {
      nudged = false;
    },
  };
}
