/** Tests that a task with a file ends after its last batch is stored, also if its thread has ended before. */
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { runFileTask } from '../../../electron/engine/features/backups/file-task.ts';

/** Returns a thread that gives one batch, waits until the console stops the task, and ends in this way. */
function threadThat(ends: string): URL {
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    parentPort.postMessage({ kind: 'batch', batch: { records: [], rejected: [], lines: 1 }, done: 1, total: 2 });
    // The console sets the number and notifies nobody.
    while (Atomics.load(workerData.stop, 0) === 0) Atomics.wait(workerData.stop, 0, 0, 1);
    ${ends}`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

/** Runs such a thread, and stores its batch only after the thread has ended. @returns what happened, in order */
async function runWithSlowStore(ends: string): Promise<string[]> {
  const happened: string[] = [];
  const started = once(process, 'worker') as Promise<[Worker]>;
  const exited = started.then(
    ([worker]) => new Promise<void>((resolve) => void worker.once('exit', () => resolve())),
  );
  const stop = new AbortController();
  const task = runFileTask(
    threadThat(ends),
    { kind: 'import', file: 'any', keys: ['any'] },
    {
      signal: stop.signal,
      async onBatch() {
        stop.abort();
        await exited;
        // The events of the thread's end have all arrived in the next turn.
        await new Promise(setImmediate);
        happened.push('stored');
      },
    },
  );
  await task.then(
    (result) => happened.push(result === null ? 'stopped' : 'done'),
    (error: unknown) => happened.push(String(error)),
  );
  return happened;
}

test.each([
  ['stopped', `parentPort.postMessage({ kind: 'stopped' });`, 'stopped'],
  [
    'failed',
    `parentPort.postMessage({ kind: 'failed', error: { message: 'a bug', code: null } });`,
    'StoreFailure: a bug',
  ],
  ['threw an error', `throw new Error('a bug');`, 'Error: a bug'],
  ['exited', 'process.exit(0);', 'Error: the worker ended before its task'],
])('a task whose thread %s ends after its batch is stored', async (_, ends, outcome) => {
  expect(await runWithSlowStore(ends)).toEqual(['stored', outcome]);
});
