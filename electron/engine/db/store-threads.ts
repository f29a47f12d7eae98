/**
 * The threads of the store, started again where they die. A read is asked again of another thread. A write that was
 * under way may have been committed or not, so it is refused; a write that comes while the writer is started again waits.
 */
import { StoreFailure } from './store-failure.ts';
import { isThreadDeath, threadDied } from './store-problems.ts';
import type { WorkerClient } from './worker-client.ts';

type StartThread = (onDeath: (error: Error) => void) => Promise<WorkerClient>;

/**
 * Starts the writer, and starts it again once if it dies.
 * @throws what the first start throws
 */
export async function startWriter(options: {
  readonly start: StartThread;
  /** Starts it again: it checks the database before it takes any call. */
  readonly startAgain: StartThread;
  /** It has been started again. */
  readonly onRestart: (cause: Error) => void;
  /** It died and stays dead; the error says why where it could not be started again. */
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

/** So many readers are started again within a minute; one that dies after that stays dead. */
const mostRestarts = 5;
const restartWindowMs = 60_000;

/**
 * Starts the readers, and starts one again if it dies.
 * @throws what a start throws; the others are closed then
 */
export async function startReaders(options: {
  readonly count: number;
  readonly start: StartThread;
  readonly onRestart: (cause: Error) => void;
  /** A reader died and stays dead. */
  readonly onDeath: (error: Error) => void;
}): Promise<Omit<WorkerClient, 'isDead'>> {
  const living = new Set<WorkerClient>();
  const restarting = new Set<Promise<void>>();
  let restarts: number[] = [];
  let turn = 0;
  let isClosing = false;

  async function start(): Promise<void> {
    const reader: WorkerClient = await options.start((error) => {
      living.delete(reader);
      onDeath(error);
    });
    living.add(reader);
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
        // It may have died while it started; where it could not open the database, another try is no better.
        (error: unknown) => (isThreadDeath(error) ? onDeath(cause) : options.onDeath(cause)),
      )
      .finally(() => restarting.delete(again));
    restarting.add(again);
  }

  async function close(): Promise<void> {
    isClosing = true;
    await Promise.all(restarting);
    await Promise.all([...living].map((reader) => reader.close()));
  }

  /** The next living reader; undefined: there is none now. */
  function next(): WorkerClient | undefined {
    const readers = [...living];
    return readers[turn++ % readers.length];
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
            return await reader.call(name, input);
          } catch (error) {
            deaths += 1;
            // A query that killed two threads is not asked of a third.
            if (!isThreadDeath(error) || deaths === 2) throw error;
          }
        } else if (restarting.size > 0) await Promise.race(restarting);
        else throw new StoreFailure({ message: 'no reader is left', code: threadDied });
      }
    },
    close,
  };
}
