/** Starts a store thread that a test can make exit: files beside the database say when. */
import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Makes this thread exit on request. @param flag `<database>.<flag>-dies` exits at the next message;
 * `<database>.<flag>-starts-not` exits at once
 */
export function dieWhenAsked(flag: string): void {
  const { file } = workerData as { readonly file: string };
  if (existsSync(`${file}.${flag}-starts-not`)) process.exit(4);
  // Registered before the worker's own listener, so that the message has no effect.
  parentPort?.on('message', () => {
    if (existsSync(`${file}.${flag}-dies`)) process.exit(3);
  });
}
