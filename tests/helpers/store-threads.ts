/** The threads of the store that this process starts, so that a test can end one of them. */
import type { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';

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
