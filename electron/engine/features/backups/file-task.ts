import { Worker } from 'node:worker_threads';
import type { Result } from '../../../../shared/messaging/problem.ts';
import { StoreFailure } from '../../db/store-failure.ts';
import { workerEnvironment } from '../../db/worker-environment.ts';
import type { FileTask, FromFileWorker, ImportBatch, ToFileWorker } from './file-worker-messages.ts';

export type TaskWatch = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number | null) => void;
  /** Called for one batch at a time; the worker reads the next one meanwhile. */
  readonly onBatch?: (batch: ImportBatch, done: number, total: number) => Promise<void>;
};

/**
 * Runs one task in its own thread.
 * @returns the task's result; null if the signal stopped it
 * @throws StoreFailure for a bug, and errors of onBatch
 */
export async function runFileTask<T>(
  url: URL,
  task: FileTask,
  watch: TaskWatch = {},
): Promise<Result<T> | null> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(url, { workerData: { task, stop }, env: workerEnvironment() });
  const ended = Promise.withResolvers<Result<T> | null>();
  const onAbort = (): void => {
    Atomics.store(stop, 0, 1);
  };
  if (watch.signal?.aborted) onAbort();
  watch.signal?.addEventListener('abort', onAbort, { once: true });
  let batches = Promise.resolve();
  /** Ends the task once the last batch is stored. The thread's first message about its end counts. */
  const failWith = (error: unknown): void => {
    const fail = (): void => ended.reject(error);
    void batches.then(fail, fail);
  };
  worker.on('message', (message: FromFileWorker) => {
    switch (message.kind) {
      case 'progress':
        watch.onProgress?.(message.done, message.total);
        return;
      case 'batch':
        batches = batches.then(() => watch.onBatch?.(message.batch, message.done, message.total));
        batches.then(
          () => worker.postMessage({ kind: 'next' } satisfies ToFileWorker),
          (error: unknown) => ended.reject(error),
        );
        return;
      case 'done':
        ended.resolve(message.result as Result<T>);
        return;
      case 'stopped':
        // The batch that is being stored stays.
        void batches.then(() => ended.resolve(null), ended.reject);
        return;
      case 'failed':
        failWith(new StoreFailure(message.error));
        return;
    }
  });
  worker.once('error', failWith);
  worker.once('exit', () => failWith(new Error('the worker ended before its task')));
  try {
    return await ended.promise;
  } finally {
    watch.signal?.removeEventListener('abort', onAbort);
    // After the thread has ended, it holds no file open any more.
    await worker.terminate();
  }
}
