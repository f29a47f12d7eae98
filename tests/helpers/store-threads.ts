/** The threads of the store that this process starts, so that a test can end one of them. */
import type { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { StoreFailure } from '../../electron/engine/db/store-failure.ts';
import { threadInterrupted } from '../../electron/engine/db/store-problems.ts';
import type { Store } from '../../electron/engine/store.ts';

export type StoreThreads = {
  /** How many were started so far. */
  started(part: 'writer' | 'reader'): number;
  /** Ends the newest thread of a part, as a crash would, and resolves once it has ended. */
  terminate(part: 'writer' | 'reader'): Promise<void>;
};

/** Watches the threads that are started from now on until the test has finished. */
export function watchStoreThreads(): StoreThreads {
  const threads: { readonly worker: Worker; readonly name: string | null | undefined }[] = [];
  const onWorker = (worker: Worker): void => {
    threads.push({ worker, name: worker.threadName });
  };
  process.on('worker', onWorker);
  onTestFinished(() => void process.off('worker', onWorker));
  const named = (part: string) => threads.filter(({ name }) => name === part);
  return {
    started: (part) => named(part).length,
    async terminate(part) {
      const newest = named(part).at(-1);
      if (newest === undefined) throw new Error(`no ${part} was started`);
      await newest.worker.terminate();
    },
  };
}

/** Ends the writer after it has committed a call of an operation, and before its answer; the first `times` calls. */
export function endWriterAfter(
  store: Store,
  threads: StoreThreads,
  operation: Parameters<Store['write']>[0],
  times = 1,
): void {
  let deaths = 0;
  const { write } = store;
  const dying = async (...[name, input]: Parameters<typeof write>) => {
    const written = await write(name, input);
    if (name !== operation) return written;
    deaths += 1;
    if (deaths === times) Object.assign(store, { write });
    await threads.terminate('writer');
    throw new StoreFailure({ message: 'the thread ended', code: threadInterrupted });
  };
  Object.assign(store, { write: dying });
}
