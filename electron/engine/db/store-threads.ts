/**
 * The threads of the store, which are restarted if they die. A read is repeated on another thread. A write
 * that was under way may have been committed or not, so it is refused; a write that arrives while the writer
 * is being restarted waits.
 */
import { StoreFailure } from './store-failure.ts';
import { isThreadDeath, threadDied } from './store-problems.ts';
import type { WorkerClient } from './worker-client.ts';

type StartThread = (onDeath: (error: Error) => void) => Promise<WorkerClient>;

/**
 * Starts the writer, and restarts it once if it dies.
 * @throws the error of the first start
 */
export async function startWriter(options: {
  readonly start: StartThread;
  /** Restarts the writer, which checks the database before it accepts any call. */
  readonly startAgain: StartThread;
  /** Called when the writer was restarted. */
  readonly onRestart: (cause: Error) => void;
  /**
   * Called when the writer died and stays dead; the error contains the reason if it could not be restarted.
   */
  readonly onDeath: (error: Error) => void;
}): Promise<WorkerClient> {
  let isClosing = false;
  let mayRestart = true;
  let restarting: Promise<void> | null = null;

  async function restart(cause: Error): Promise<void> {
    try {
      current = await options.startAgain(onDeath);
      if (!isClosing) options.onRestart(cause);
    } catch (error) {
      options.onDeath(error instanceof Error ? error : cause);
    } finally {
      restarting = null;
    }
  }

  function onDeath(error: Error): void {
    if (!mayRestart || isClosing) {
      options.onDeath(error);
      return;
    }
    mayRestart = false;
    restarting = restart(error);
  }

  let current = await options.start(onDeath);
  return {
    call: (name, input) =>
      restarting === null ? current.call(name, input) : restarting.then(() => current.call(name, input)),
    isDead: () => restarting === null && current.isDead(),
    async close() {
      isClosing = true;
      await restarting;
      await current.close();
    },
  };
}

/** The maximum number of readers that are restarted within a minute; one that dies after that stays dead. */
const mostRestarts = 5;
const restartWindowMs = 60_000;

/**
 * Starts the readers, and restarts one if it dies.
 * @throws the error of a start; the other readers are closed then
 */
export async function startReaders(options: {
  readonly count: number;
  readonly start: StartThread;
  readonly onRestart: (cause: Error) => void;
  /** Called when a reader died and stays dead. */
  readonly onDeath: (error: Error) => void;
}): Promise<Omit<WorkerClient, 'isDead'>> {
  /** The living readers, with the number of their calls under way. */
  const living = new Map<WorkerClient, number>();
  const restarting = new Set<Promise<void>>();
  let restarts: number[] = [];
  let isClosing = false;

  async function start(): Promise<void> {
    const reader: WorkerClient = await options.start((error) => {
      living.delete(reader);
      onDeath(error);
    });
    living.set(reader, 0);
  }

  function onDeath(cause: Error): void {
    const at = performance.now();
    restarts = restarts.filter((before) => at - before < restartWindowMs);
    if (isClosing || restarts.length >= mostRestarts) {
      options.onDeath(cause);
      return;
    }
    restarts.push(at);
    const again: Promise<void> = start()
      .then(
        () => options.onRestart(cause),
        // The reader may have died during its start. If it could not open the database, another attempt would
        // fail as well.
        (error: unknown) => (isThreadDeath(error) ? onDeath(cause) : options.onDeath(cause)),
      )
      .finally(() => restarting.delete(again));
    restarting.add(again);
  }

  async function close(): Promise<void> {
    isClosing = true;
    await Promise.all(restarting);
    await Promise.all([...living.keys()].map((reader) => reader.close()));
  }

  /**
   * Returns the first of the living readers with the fewest calls under way; undefined if there is none. The pages of a
   * long read then come from one reader, and fill only its cache.
   */
  function next(): WorkerClient | undefined {
    const fewest = Math.min(...living.values());
    return [...living.keys()].find((reader) => living.get(reader) === fewest);
  }

  /** Calls a reader, and counts the call while it is under way. */
  async function callTo(reader: WorkerClient, name: string, input: unknown): Promise<unknown> {
    const count = (by: number): void => {
      const calls = living.get(reader);
      if (calls !== undefined) living.set(reader, calls + by);
    };
    count(1);
    try {
      return await reader.call(name, input);
    } finally {
      count(-1);
    }
  }

  const started = await Promise.allSettled(Array.from({ length: options.count }, start));
  const failed = started.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }

  return {
    async call(name, input) {
      for (let deaths = 0; ; ) {
        const reader = next();
        if (reader !== undefined) {
          try {
            return await callTo(reader, name, input);
          } catch (error) {
            deaths += 1;
            // A query that killed two threads is not sent to a third.
            if (!isThreadDeath(error) || deaths === 2) throw error;
          }
        } else if (restarting.size > 0) await Promise.race(restarting);
        else throw new StoreFailure({ message: 'no reader is left', code: threadDied });
      }
    },
    close,
  };
}
