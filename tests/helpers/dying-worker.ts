/** Starts a thread of the store that can be killed: files beside the database say when it exits. */
import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/** @param flag `<database>.<flag>-dies`: exits at the next message; `<database>.<flag>-starts-not`: exits at once */
export function dieWhenAsked(flag: string): void {
  const { file } = workerData as { readonly file: string };
  if (existsSync(`${file}.${flag}-starts-not`)) process.exit(4);
  // Before the worker's own listener, so that nothing of the message is done.
  parentPort?.on('message', () => {
    if (existsSync(`${file}.${flag}-dies`)) process.exit(3);
  });
}
