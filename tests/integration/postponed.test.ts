import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { postponedCallbacks } from '../../electron/engine/db/migrations/0007-postponed-callbacks.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import type { PostponeCallback } from '../../electron/engine/features/reports/sql/settle-postponed.ts';
import {
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  postReport,
  reportUrl,
  sendOne,
  type TestConsole,
} from '../helpers/console-fixture.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { accountValues, openTestStore, temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const report = (status: string, more: Readonly<Record<string, unknown>> = {}) => ({
  status,
  err: 0,
  channel: 'viber',
  to: '+37255500000',
  timestamp: '2026-01-01T00:00:00.000000',
  ...more,
});

/** Opens a console whose key store is locked, with a message that waits for its reports. */
async function lockedConsole(): Promise<TestConsole & { readonly id: string; readonly path: string }> {
  const { client, accountId, folder, stop } = await consoleWithSandbox();
  await client.outbox.pause();
  const id = await sendOne(client, '+37255500000');
  await stop();
  const locked = await openConsole({ folder, passphrase: null });
  return { ...locked, id, path: await reportUrl(locked.client, accountId) };
}

describe('delivery reports that arrive while the key store is locked', () => {
  it('are stored and answered 200, change nothing until it is unlocked, and are then verified', async () => {
    const { client, id, path } = await lockedConsole();
    const url = `${path}/${id}`;
    expect(await postReport(url, report('DELIVRD'))).toBe(200);
    expect(await postReport(url, report('FAILED'), 'a guess')).toBe(200);
    expect(await postReport(url, report('SEEN'), null)).toBe(200);
    expect(await messageOf(client, id)).toMatchObject({ state: 'queued', callbacks: 0 });
    expect((await client.reports.refused()).total).toBe(0);
    must(await client.secrets.unlock({ passphrase: testPassphrase }));
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    await eventually(async () => (await client.reports.list({})).rows.map(({ verdict }) => verdict)).toEqual([
      'unsigned',
      'forged',
      'verified',
    ]);
  });

  it('are shown as postponed, found, counted, and replaced by their verdict under the same id', async () => {
    const { client, id, path } = await lockedConsole();
    const live = client.reports.live();
    expect(await postReport(`${path}/${id}`, report('DELIVRD'))).toBe(200);
    const [row] = (await client.reports.list({})).rows;
    const first = { verdict: 'postponed', outcome: 'not-applied', status: null, to: null, messageId: null };
    expect(row).toMatchObject(first);
    const callback = row?.id ?? 0;
    expect((await client.reports.list({ verdict: 'postponed' })).rows).toEqual([row]);
    expect((await client.reports.list({ verdict: 'forged' })).rows).toEqual([]);
    expect((await client.reports.list({ search: '55500000' })).rows).toEqual([row]);
    expect((await client.reports.list({ search: 'nothing like it' })).rows).toEqual([]);
    const detail = must(await client.reports.get({ id: callback }));
    expect(detail).toMatchObject({ verdict: 'postponed', bodyText: JSON.stringify(report('DELIVRD')) });
    const story = must(await client.reports.story({ id: callback }));
    expect(story).toMatchObject({ effect: { why: 'postponed' }, previous: null });
    expect(story.tries.map((one) => one.id)).toEqual([callback]);
    expect((await client.console.overview()).callbacks).toMatchObject({ postponed: 1, refused: 0 });
    must(await client.secrets.unlock({ passphrase: testPassphrase }));
    await eventually(async () => (await client.reports.list({})).rows).toEqual([
      expect.objectContaining({ id: callback, verdict: 'verified', outcome: 'applied', messageId: id }),
    ]);
    expect((await client.console.overview()).callbacks).toMatchObject({ postponed: 0 });
    // The next callback gets another id.
    expect(await postReport(`${path}/${id}`, report('SEEN'))).toBe(200);
    expect((await client.reports.list({})).rows.map((one) => one.id)).toEqual([callback + 1, callback]);
    await (await live).return?.();
  });

  it('are kept during a restart, and verified at a start with the passphrase', async () => {
    const { id, path, folder, stop } = await lockedConsole();
    expect(await postReport(`${path}/${id}`, report('DELIVRD'))).toBe(200);
    await stop();
    const still = await openConsole({ folder, passphrase: null });
    expect((await still.client.console.overview()).callbacks.postponed).toBe(1);
    await still.stop();
    const open = await openConsole({ folder });
    await eventually(async () => (await messageOf(open.client, id)).state).toBe('delivered');
  });

  it('about an erased person are erased, and later ones are not stored', async () => {
    const { client, id, path } = await lockedConsole();
    expect(await postReport(`${path}/${id}`, '{"status":"DELIVRD"}')).toBe(200);
    expect(await postReport(path, report('DELIVRD', { omnimessage_id: 'another' }))).toBe(200);
    expect(await postReport(path, report('DELIVRD', { to: '+37255500100' }))).toBe(200);
    const number = '+37255500000';
    expect(must(await client.privacy.about({ number })).callbacks).toBe(2);
    must(await client.privacy.erase({ number }));
    const left = (await client.reports.list({ verdict: 'postponed' })).rows;
    expect(left).toHaveLength(1);
    expect((await client.reports.list({ search: '55500000' })).rows).toEqual([]);
    expect(await postReport(`${path}/${id}`, report('SEEN'))).toBe(503);
    expect((await client.reports.list({ verdict: 'postponed' })).rows).toEqual(left);
  });

  it('are not affected by the retention rule before they are verified', async () => {
    const { client, console, id, path } = await lockedConsole();
    expect(await postReport(`${path}/${id}`, report('DELIVRD'))).toBe(200);
    for (let more = true; more; )
      ({ more } = await console.parts.store.write('retain', {
        kind: 'delete',
        before: Number.MAX_SAFE_INTEGER,
        now: Date.now(),
        limit: 100,
      }));
    expect((await client.console.overview()).callbacks.postponed).toBe(1);
  });

  it('are preserved when an older backup is restored', async () => {
    const { client, console, id, path } = await lockedConsole();
    const own = ownClient(console);
    await done(own, own.backups.backup({}));
    const [backup] = await own.backups.backups();
    expect(await postReport(`${path}/${id}`, report('DELIVRD'))).toBe(200);
    await done(own, own.backups.restore({ file: backup?.file ?? '' }));
    expect((await client.console.overview()).callbacks.postponed).toBe(1);
    must(await client.secrets.unlock({ passphrase: testPassphrase }));
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
  });
});

describe('postponed callbacks in the store', () => {
  const input = (n: number, body: Uint8Array): PostponeCallback => ({
    receivedAt: 1_000 + n,
    accountId: 'a',
    localId: null,
    inboundId: null,
    method: 'POST',
    target: '/dlr/x',
    headers: '[]',
    body,
  });

  async function storeWithAccount(folder = temporaryFolder()) {
    const { store, file } = await openTestStore(folder);
    await store.write('addAccount', {
      id: 'a',
      kind: 'messente',
      token: 'token-of-a',
      now: 1,
      values: accountValues,
    });
    return { store, file, folder };
  }

  it('are at most 10,000, and none replaces another; they are settled in batches, and a kill neither loses nor doubles any', async () => {
    const { store, file, folder } = await storeWithAccount();
    const ids = await Promise.all(
      Array.from({ length: 10_000 }, (_, n) =>
        store.write('postponeCallback', input(n, Buffer.from(`{"status":"ACK","n":${n}}`))),
      ),
    );
    expect(new Set(ids).size).toBe(10_000);
    expect(ids).not.toContain(null);
    expect(await store.write('postponeCallback', input(0, Buffer.from('{}')))).toBeNull();
    expect(await store.read('countPostponed', {})).toBe(10_000);

    const batch = await store.read('postponedCallbacks', { accounts: ['a'], inbound: [], limit: 100 });
    const judged = batch.map(({ id }) => ({ id, verdict: 'verified' as const, secret: 'current' as const }));
    expect(await store.write('settlePostponed', { judged })).toHaveLength(100);
    await store.close();
    // After a kill the same batch may be processed again: it is already settled, and nothing happens.
    const again = await openTestStore(folder);
    expect(await again.store.write('settlePostponed', { judged })).toEqual([]);
    expect(rowsOf(file, 'SELECT count(*) AS n, count(DISTINCT body) AS bodies FROM callback')).toEqual([
      { n: 100, bodies: 100 },
    ]);
    expect(await again.store.read('countPostponed', {})).toBe(9_900);
    const id = await again.store.write('postponeCallback', input(0, Buffer.from('{}')));
    expect(id).toBe(10_001);
  });

  it('are at most 64 MiB', async () => {
    const { store } = await storeWithAccount();
    const body = new Uint8Array(65_536);
    const kept = await Promise.all(
      Array.from({ length: 1_030 }, (_, n) => store.write('postponeCallback', input(n, body))),
    );
    const taken = kept.filter((id) => id !== null).length;
    expect(taken).toBeGreaterThan(1_000);
    expect(taken).toBeLessThan(1_024);
    expect(await store.write('postponeCallback', input(0, Buffer.from('{}')))).not.toBeNull();
  });

  it('that turn out to be forged are limited like other forged ones, and do not displace genuine ones', async () => {
    const { store, file } = await storeWithAccount();
    const total = 1_300;
    await Promise.all(
      Array.from({ length: total }, (_, n) =>
        store.write('postponeCallback', input(n, Buffer.from(`{"n":${n}}`))),
      ),
    );
    for (;;) {
      const batch = await store.read('postponedCallbacks', { accounts: ['a'], inbound: [], limit: 100 });
      if (batch.length === 0) break;
      await store.write('settlePostponed', {
        judged: batch.map(({ id }) =>
          id % 10 === 0
            ? { id, verdict: 'verified' as const, secret: 'current' as const }
            : { id, verdict: 'forged' as const, secret: null },
        ),
      });
    }
    expect(
      rowsOf(file, 'SELECT verdict, count(*) AS n FROM callback GROUP BY verdict ORDER BY verdict'),
    ).toEqual([
      { verdict: 'forged', n: 1_000 },
      { verdict: 'verified', n: total / 10 },
    ]);
  });

  it('can be stored in a database of the previous version after its migration', () => {
    const file = join(temporaryFolder(), databaseName);
    migrate(file, migrations.slice(0, migrations.indexOf(postponedCallbacks))).close();
    const db = migrate(file, migrations);
    expect(db.prepare('SELECT count(*) AS n FROM postponed_callback').get()).toEqual({ n: 0 });
    db.close();
    expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });
});
