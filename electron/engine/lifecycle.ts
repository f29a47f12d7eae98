/**
 * Starts the parts of the engine in order and stops them in the reverse order. A part registers its stop
 * function as soon as it holds a resource. If a start throws, the parts before it are stopped. If a stop
 * throws, the others still run.
 */

import { errorReason } from '../../shared/error-message.ts';
import { fail, ok, type Problem, type Result } from '../../shared/messaging/problem.ts';
import { engineProblem } from '../../shared/problems/engine.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { storeProblem } from './db/store-problems.ts';
import type { Log } from './log.ts';

/** A part that works on its own; start() also works after stop(). */
type Worker = { start(): unknown; stop(): Promise<unknown> };

/** A part uses this to register its own start and stop. */
export type Own = {
  onStop(stop: () => unknown): void;
  /** Starts with all other workers once every part is made, pauses during a restore, and stops with the engine. */
  worker(worker: Worker): void;
};

/**
 * Called before a part starts, after it has started, and after each of its stops; an error here counts as the
 * part's error.
 */
export type Observer = (part: string, step: 'start' | 'started' | 'stop') => void;

export type Lifecycle = {
  /** Starts a part. @throws the part's error */
  part<T>(name: string, start: (own: Own) => T | Promise<T>): Promise<T>;
  /** Reserves a place in the order of stops for a part that starts later. */
  reserve(name: string): <T>(start: (own: Own) => T | Promise<T>) => Promise<T>;
  /** The log, once it is open. */
  logTo(log: Log): void;
  /** Starts the workers, in the order in which they were registered. @throws the first error of a worker */
  startWorkers(): Promise<void>;
  /**
   * Starts the workers after pauseWorkers(), each whatever another one throws.
   * @returns the parts whose workers did not start, with their errors
   */
  resumeWorkers(): Promise<readonly WorkerFailure[]>;
  /** Stops the workers, the newest first, and finishes the requests under way. */
  pauseWorkers(): Promise<void>;
  /** Stops everything that was started, the newest first. @returns the problem of the first stop that threw */
  stop(): Promise<Problem | null>;
};

export type WorkerFailure = { readonly part: string; readonly error: unknown };

export type Start<T> = (lifecycle: Lifecycle) => Promise<T>;

/** An expected failure of a start, as an error. */
class StartRefused extends Error {
  readonly problem: Problem;
  constructor(why: Problem) {
    super(why.code);
    this.problem = why;
  }
}

/** Returns the value of a part's start. @throws StartRefused, which becomes the problem of the engine's start */
export function required<T>(result: Result<T>): T {
  if (!result.ok) throw new StartRefused(result.problem);
  return result.value;
}

/**
 * Runs a start. If it throws, everything that it has started is stopped.
 * @param explain returns the problem of an error that needs a specific explanation; null for other errors
 */
export async function startOrRollBack<T>(
  start: Start<T>,
  explain: (error: unknown) => Promise<Problem | null>,
  observe: Observer = () => undefined,
): Promise<Result<T>> {
  let log: Log = () => undefined;
  const lifecycle = createLifecycle(observe, (event, details) => log(event, details));
  try {
    return ok(
      await start({
        ...lifecycle,
        logTo(opened) {
          log = opened;
        },
      }),
    );
  } catch (error) {
    const why =
      error instanceof StartRefused ? error.problem : ((await explain(error)) ?? startProblem(error));
    log('start-failed', { code: why.code, why: englishText(why).message });
    await lifecycle.stop();
    return fail(why);
  }
}

function createLifecycle(observe: Observer, log: Log): Omit<Lifecycle, 'logTo'> {
  const stack = new AsyncDisposableStack();
  const workers: { readonly part: string; readonly worker: Worker }[] = [];
  let failure: Problem | null = null;
  let stopping: Promise<Problem | null> | null = null;

  async function runStop(part: string, stop: () => unknown): Promise<void> {
    try {
      await stop();
      observe(part, 'stop');
    } catch (error) {
      const reason = errorReason(error);
      failure ??= engineProblem('stop-failed', { part, reason });
      log('closing-failed', { part, error: reason });
    }
  }

  async function startOn<T>(
    stops: AsyncDisposableStack,
    name: string,
    start: (own: Own) => T | Promise<T>,
  ): Promise<T> {
    observe(name, 'start');
    const onStop = (stop: () => unknown): void => stops.defer(() => runStop(name, stop));
    const started = await start({
      onStop,
      worker(worker) {
        workers.push({ part: name, worker });
        onStop(() => worker.stop());
      },
    });
    observe(name, 'started');
    return started;
  }

  return {
    part: (name, start) => startOn(stack, name, start),
    reserve(name) {
      const place = stack.use(new AsyncDisposableStack());
      return (start) => startOn(place, name, start);
    },
    async startWorkers() {
      for (const { worker } of workers) await worker.start();
    },
    async resumeWorkers() {
      const failures: WorkerFailure[] = [];
      for (const { part, worker } of workers) {
        try {
          await worker.start();
        } catch (error) {
          failures.push({ part, error });
          log('part-not-started', { part, error: errorReason(error) });
        }
      }
      return failures;
    },
    async pauseWorkers() {
      for (const { worker } of workers.toReversed()) await worker.stop();
    },
    stop() {
      stopping ??= stack.disposeAsync().then(() => failure);
      return stopping;
    },
  };
}

/** Returns the problem of workers that did not start again; null if all of them started. */
export function notResumedProblem(failures: readonly WorkerFailure[]): Problem | null {
  const [first] = failures;
  if (first === undefined) return null;
  const parts = [...new Set(failures.map(({ part }) => part))].join(', ');
  return engineProblem('part-not-started', { parts, reason: errorReason(first.error) });
}

/** Returns the problem of a start that threw. */
export function startProblem(error: unknown): Problem {
  return storeProblem(error) ?? engineProblem('start-failed', { reason: errorReason(error) });
}
