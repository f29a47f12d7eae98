/** After a restore, every part starts again, whatever another part throws, and a failure is reported. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Lifecycle, startOrRollBack } from '../../electron/engine/lifecycle.ts';
import { messageOf, must, openConsole, sendOne, type TestConsole } from '../helpers/console-fixture.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

function failRead({ parts: { store } }: TestConsole['console'], query: string): void {
  const { read } = store;
  const failing: typeof read = (name, input) =>
    name === query ? Promise.reject(new Error('it was made to fail')) : read(name, input);
  Object.assign(store, { read: failing });
}

it('a worker that does not start again keeps no other worker from starting', async () => {
  const started: string[] = [];
  let isBroken = false;
  const engine: Lifecycle = must(
    await startOrRollBack(
      async (lifecycle) => {
        for (const name of ['first', 'second', 'third']) {
          const start = (): void => {
            if (name === 'second' && isBroken) throw new Error('it was made to fail');
            started.push(name);
          };
          await lifecycle.part(name, (own) => own.worker({ start, stop: async () => undefined }));
        }
        await lifecycle.startWorkers();
        return lifecycle;
      },
      async () => null,
    ),
  );
  isBroken = true;
  await engine.pauseWorkers();
  expect(await engine.resumeWorkers()).toEqual([{ part: 'second', error: new Error('it was made to fail') }]);
  expect(started).toEqual(['first', 'second', 'third', 'first', 'third']);
  expect(await engine.stop()).toBeNull();
});

it('a restore after which the settings cannot be read starts nothing that works on its own', async () => {
  const { client, console } = await openConsole();
  const own = ownClient(console);
  must(await client.accounts.sandbox());
  const file = join(temporaryFolder(), 'copy.db');
  await done(own, own.backups.backup({ file }));
  failRead(console, 'readSettings');
  await done(own, own.backups.restore({ file }));
  expect((await client.console.overview()).troubles).toMatchObject([
    { kind: 'lasting', problem: { code: 'not-reloaded' } },
  ]);
  const id = await sendOne(client, '+37255500000');
  console.wake();
  expect((await client.console.overview()).outbox).toEqual({ queued: 1, inFlight: 0 });
  expect((await messageOf(client, id)).state).toBe('queued');
});

it.each([
  { query: 'openRuns', code: 'part-not-started' },
  { query: 'listTokens', code: 'not-reloaded' },
] as const)(
  'a restore whose query $query fails afterwards is done and reported as $code',
  async ({ query, code }) => {
    const { client, console } = await openConsole();
    const own = ownClient(console);
    const file = join(temporaryFolder(), 'copy.db');
    await done(own, own.backups.backup({ file }));
    failRead(console, query);
    await done(own, own.backups.restore({ file }));
    expect((await client.console.overview()).troubles).toContainEqual(
      expect.objectContaining({ kind: 'lasting', problem: expect.objectContaining({ code }) }),
    );
  },
);
