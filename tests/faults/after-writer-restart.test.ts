/** What the dead writer had committed without an answer is used, and shown, once the writer was started again. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf, openConsole } from '../helpers/console-fixture.ts';
import { workers } from '../helpers/engine-files.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { endWriterAfter, watchStoreThreads } from '../helpers/store-threads.ts';

describe('after the writer died and was started again', () => {
  it('a public address that it had stored is used', async () => {
    const threads = watchStoreThreads();
    const { client, console } = await openConsole();
    endWriterAfter(console.parts.store, threads, 'setSetting');
    const url = 'https://reports.invalid';
    expect(codeOf(await client.settings.set({ tunnel: url }))).toBe('part-died');
    await eventually(async () => (await client.settings.get()).tunnel).toBe(url);
    await eventually(async () => (await client.console.overview()).callbacks.tunnel).toMatchObject({
      kind: 'fixed',
      publicUrl: url,
    });
  });

  it('values that cannot be read again are reported', async () => {
    const threads = watchStoreThreads();
    const reader = new URL('../helpers/dying-reader.ts', import.meta.url);
    const { client, folder } = await openConsole({ workers: { ...workers, reader } });
    writeFileSync(join(folder, 'omnideck.db.reader-dies'), '');
    await threads.terminate('writer');
    await eventually(async () => (await client.console.overview()).troubles).toContainEqual(
      expect.objectContaining({
        kind: 'lasting',
        problem: expect.objectContaining({ code: 'not-reloaded' }),
      }),
    );
  });

  it('open windows read every list again', async () => {
    const threads = watchStoreThreads();
    const { client } = await openConsole();
    const ending = new AbortController();
    const seen = new Set<string>();
    const changes = await client.console.changes(undefined, { signal: ending.signal });
    const following = (async () => {
      for await (const change of changes) seen.add(change.type);
    })().catch(() => undefined);
    await eventually(() => [...seen]).toEqual(['overview']);
    await threads.terminate('writer');
    await eventually(() => [...seen].toSorted()).toEqual([
      ...['accounts', 'callbacks', 'composing', 'jobs', 'messages', 'overview', 'runs', 'settings'],
    ]);
    ending.abort();
    await following;
  });
});
