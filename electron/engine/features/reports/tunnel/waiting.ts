export type Waiting = {
  /** Waits this long; ends early when nudged (also if nudged since the last wait) or aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Waits this long; a nudge is remembered for the next wait. */
  rest(ms: number, signal: AbortSignal): Promise<void>;
  nudge(): void;
  /** Discards a nudge that has not ended a wait yet. */
  forget(): void;
};

/** Creates a wait that can be ended early; only one at a time. */
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
