/** What the dead writer had committed without an answer is used, and shown, once the writer was started again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import {
  changeWeather,
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  postReport,
  reportUrl,
  sendOne,
} from '../helpers/console-fixture.ts';
import { workers } from '../helpers/engine-files.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { endWriterAfter, watchStoreThreads } from '../helpers/store-threads.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

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

describe('a delivery report that shows that no credit is left, committed by a writer that died before its answer', () => {
  const noCredit = { status: 'FAILED', err: 4, channel: 'viber', to: '+37255500000' };

  it('pauses the account once, although the report is a repeat when it comes again', async () => {
    const threads = watchStoreThreads();
    const { client, console, accountId } = await consoleWithSandbox();
    await client.outbox.pause();
    const id = await sendOne(client, '+37255500000');
    const url = `${await reportUrl(client, accountId)}/${id}`;
    endWriterAfter(console.parts.store, threads, 'keepCallback');
    expect(await postReport(url, noCredit)).toBe(503);
    expect(await postReport(url, noCredit)).toBe(200);
    await eventually(async () => (await client.accounts.list())[0]?.pause?.reason).toBe('no-credit');
    expect((await client.reports.list({})).rows.map(({ outcome }) => outcome)).toEqual(['repeat', 'applied']);
    // A repeat that comes later does not pause the account again.
    await client.outbox.resume();
    expect(await postReport(url, noCredit)).toBe(200);
    expect((await client.accounts.list())[0]?.pause).toBeNull();
    const { entries } = await client.journal.list({ limit: 100 });
    expect(entries.filter(({ what }) => what === 'account-paused')).toHaveLength(1);
  });

  it('pauses the account if it was postponed', async () => {
    const threads = watchStoreThreads();
    const first = await consoleWithSandbox();
    await first.client.outbox.pause();
    const id = await sendOne(first.client, '+37255500000');
    await first.stop();
    const { client, console } = await openConsole({ folder: first.folder, passphrase: null });
    const url = `${await reportUrl(client, first.accountId)}/${id}`;
    expect(await postReport(url, noCredit)).toBe(200);
    endWriterAfter(console.parts.store, threads, 'settlePostponed');
    must(await client.secrets.unlock({ passphrase: testPassphrase }));
    await eventually(async () => (await client.accounts.list())[0]?.pause?.reason).toBe('no-credit');
  });

  it('pauses the account if it was polled', async () => {
    const threads = watchStoreThreads();
    const { client, console, sandbox } = await consoleWithSandbox();
    await changeWeather(sandbox, { credit: '0', callbacks: 'dropped' });
    const id = await sendOne(client, '+37255500000');
    await eventually(async () => (await messageOf(client, id)).state).toBe('pending');
    endWriterAfter(console.parts.store, threads, 'keepPoll');
    expect(codeOf(await client.messages.ask({ id }))).toBe('part-died');
    await eventually(async () => (await client.accounts.list())[0]?.pause?.reason).toBe('no-credit');
  });
});

describe('an erasure that the writer had committed when it died', () => {
  const number = '+37255500000';
  const unfinished = 'erasure-unfinished';
  const codes = async (client: Client) =>
    (await client.console.overview()).troubles.map(({ problem }) => problem.code);

  async function withMessage() {
    const threads = watchStoreThreads();
    const open = await openConsole();
    must(await open.client.accounts.sandbox());
    const id = await sendOne(open.client, number);
    await eventually(async () => (await messageOf(open.client, id)).state).toBe('delivered');
    const sandboxKeeps = () =>
      readFileSync(join(open.folder, 'sandbox', 'sandbox.jsonl'), 'utf8').includes(number);
    expect(sandboxKeeps()).toBe(true);
    return { ...open, threads, sandboxKeeps };
  }

  it('is finished by the restarted writer: no copy stays, and the journal has one entry', async () => {
    const { client, console, threads, sandboxKeeps } = await withMessage();
    endWriterAfter(console.parts.store, threads, 'eraseNumber');
    expect(must(await client.privacy.erase({ number }))).toMatchObject({ messages: 1 });
    expect(sandboxKeeps()).toBe(false);
    expect(await codes(client)).toEqual(['writer-restarted']);
    const { entries } = await client.journal.list({ what: ['person-erased'], limit: 10 });
    expect(entries).toMatchObject([{ after: { messages: 1 } }]);
  });

  it('names what is still to be cancelled at Messente', async () => {
    const { client, console, threads } = await withMessage();
    const chain = { steps: [{ channel: 'sms' as const, text: 'Tere' }], timeToSend: Date.now() + 86_400_000 };
    const id = await sendOne(client, number, { chain });
    await eventually(async () => (await messageOf(client, id)).state).toBe('scheduled');
    endWriterAfter(console.parts.store, threads, 'eraseNumber');
    const { cancelling } = must(await client.privacy.erase({ number }));
    expect(cancelling).toMatchObject({ cancelled: 1 });
  });

  it('is reported after the next start if the writer died again, until it is repeated', async () => {
    const { client, console, threads, folder, stop, sandboxKeeps } = await withMessage();
    endWriterAfter(console.parts.store, threads, 'eraseNumber', 2);
    expect(codeOf(await client.privacy.erase({ number }))).toBe('part-died');
    await stop();
    const again = await openConsole({ folder });
    expect(await codes(again.client)).toEqual([unfinished]);
    expect(sandboxKeeps()).toBe(true);
    must(await again.client.privacy.erase({ number }));
    expect(sandboxKeeps()).toBe(false);
    expect(await codes(again.client)).toEqual([]);
    await again.stop();
    const last = await openConsole({ folder });
    expect(await codes(last.client)).toEqual([]);
  });
});
