import { expect, it, onTestFinished } from 'vitest';
import { runReadingFirst } from '../../electron/cli/run.ts';
import { openTestStore } from '../helpers/store-fixture.ts';

it('a command that was interrupted while it only read starts no console', async () => {
  const { store, folder } = await openTestStore();
  await store.close();
  const before = process.exitCode;
  onTestFinished(() => {
    process.exitCode = before;
  });
  let hasConsole = false;
  await runReadingFirst(
    { data: folder },
    async () => {
      // Only the command listens for this signal here; the test's process gets no real one.
      process.listeners('SIGINT').at(-1)?.('SIGINT');
      return null;
    },
    async () => {
      hasConsole = true;
      return 0;
    },
  );
  expect({ hasConsole, code: process.exitCode }).toEqual({ hasConsole: false, code: 1 });
});
