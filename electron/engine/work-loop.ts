/**
 * Runs one piece of background work repeatedly: when it is woken, or when its next time has come; one run at
 * a time. Waking it during a run causes one more run.
 */

export type WorkLoopOptions = {
  /** One run. It calls sleep() with the time until the next run, if one is due. */
  readonly work: () => Promise<void>;
  /** Called when a run threw. The next run follows in a few seconds. */
  readonly onError: (error: unknown) => void;
  /** The maximum time between two runs, ms. */
  readonly longestSleepMs: number;
};

export type WorkLoop = {
  /** Starts the loop with a first run; also after stop(). */
  start(): void;
  /** Runs now; nothing happens before start() and after stop(). */
  wake(): void;
  /** Runs within a second, once for all calls until then. */
  wakeSoon(): void;
  /** Wakes the loop after this time, ms, replacing the previous time. */
  sleep(ms: number): void;
  /** Whether stop() was called, and start() has not been called since. */
  isStopping(): boolean;
  /** Returns the signal that stop() aborts. */
  signal(): AbortSignal;
  /** Resolves once the run under way, and the one that was requested meanwhile, have ended. */
  settled(): Promise<void>;
  /**
   * Starts no more runs, and waits for the run under way.
   * @param patienceMs how long the run may take before signal() is aborted, ms
   */
  stop(patienceMs: number): Promise<void>;
};

const leastSleepMs = 100;
/** Changes usually come in bursts, each of which should cause one run. */
const soonMs = 1_000;
const afterErrorMs = 5_000;

export function createWorkLoop({ work, onError, longestSleepMs }: WorkLoopOptions): WorkLoop {
  let state: 'new' | 'started' | 'stopping' = 'new';
  let abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | null = null;
  let working: Promise<void> | null = null;
  let again = false;

  function wake(): void {
    if (state !== 'started') return;
    again = true;
    working ??= run().finally(() => {
      working = null;
      if (again) wake();
    });
  }

  async function run(): Promise<void> {
    again = false;
    try {
      await work();
    } catch (error) {
      onError(error);
      sleep(afterErrorMs);
    }
  }

  function sleep(ms: number): void {
    clearTimeout(timer);
    if (state === 'stopping') return;
    timer = setTimeout(wake, Math.max(leastSleepMs, Math.min(ms, longestSleepMs)));
    timer.unref();
  }

  return {
    start() {
      if (state === 'stopping') abort = new AbortController();
      state = 'started';
      wake();
    },
    wake,
    wakeSoon() {
      if (state !== 'started' || soon !== null) return;
      soon = setTimeout(() => {
        soon = null;
        wake();
      }, soonMs);
      soon.unref();
    },
    sleep,
    isStopping: () => state === 'stopping',
    signal: () => abort.signal,
    async settled() {
      // The run under way may have missed the newest change, so a second run follows.
      await working;
      await working;
    },
    async stop(patienceMs) {
      state = 'stopping';
      clearTimeout(timer);
      if (soon !== null) clearTimeout(soon);
      soon = null;
      if (working !== null && patienceMs > 0) await withinTime(working, patienceMs);
      abort.abort(new Error('the console is closing'));
      await working;
    },
  };
}

/** Waits for work, but no longer than this time, ms. */
export async function withinTime(work: Promise<void>, ms: number): Promise<void> {
  const waited = Promise.withResolvers<void>();
  const timer = setTimeout(waited.resolve, ms);
  await Promise.race([work, waited.promise]);
  clearTimeout(timer);
}
