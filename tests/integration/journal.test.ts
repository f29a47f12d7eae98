/** The journal: who changed what and when, written in the transaction of the change. */
import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createContext, emptyChanges } from '../../electron/engine/db/write-context.ts';
import { journalRows } from '../../electron/engine/features/journal/bounds.ts';
import { record } from '../../electron/engine/features/journal/sql/index.ts';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { JournalEntry, JournalFilter } from '../../shared/contract/journal.ts';
import { readStamp } from '../../shared/hybrid-clock.ts';
import type { E164 } from '../../shared/messaging/types.ts';
import { must, openConsole, requestKey, type TestConsole } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { done } from '../helpers/job-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { addTestAccount, createMessage, openTestStore, temporaryFolder } from '../helpers/store-fixture.ts';

const number = '+37255500001';
const secretText = 'The text that nobody else may read';

async function entriesOf(client: Client, filter: JournalFilter = {}): Promise<JournalEntry[]> {
  return (await client.journal.list({ ...filter, limit: 1_000 })).entries;
}

/** Creates the sandbox's account, and sends one message to the number. */
async function withMessage(client: Client) {
  const account = must(await client.accounts.sandbox());
  const sent = must(
    await client.messages.send({
      accountId: account.id,
      to: [number],
      chain: { steps: [{ channel: 'sms' as const, text: secretText }] },
      requestKey: requestKey(),
    }),
  );
  await eventually(async () => (await client.messages.counts({})).open).toBe(0);
  const [message] = sent.messages;
  if (!message) throw new Error('no message');
  return { accountId: account.id, id: message.id };
}

function clientOf({ console }: TestConsole, kind: 'window' | 'command-line', name: string | null): Client {
  return createRouterClient(console.router, { context: { actor: { kind, name } } });
}

it('each change by a user is an entry with the actor, the time and the values before and after', async () => {
  let frozen: number | null = null;
  const open = await openConsole({ now: () => frozen ?? Date.now() });
  const client = clientOf(open, 'window', null);
  const cli = clientOf(open, 'command-line', 'mari');
  const { id, accountId } = await withMessage(client);
  frozen = Date.now() + 60_000;
  must(await client.messages.tag({ ids: [id], add: ['urgent'], remove: [] }));
  must(await client.messages.tag({ ids: [id], add: [], remove: ['urgent'] }));
  must(await client.messages.note({ id, note: secretText }));
  must(await cli.doNotSend.add({ number, reason: 'asked' }));
  must(await cli.doNotSend.remove({ number }));
  must(await client.settings.set({ theme: 'dark', retention: { kind: 'delete', days: 400 } }));
  must(await client.accounts.update({ id: accountId, name: 'Trial' }));
  await client.outbox.pause();
  await client.outbox.resume();
  const entries = (await entriesOf(client)).toReversed();
  const shown = entries.map(({ actor, what, before, after }) => [
    actor.kind,
    actor.name,
    what,
    before,
    after,
  ]);
  expect(shown).toEqual([
    ['window', null, 'account-added', null, { name: 'Sandbox', kind: 'sandbox' }],
    ['window', null, 'tag-added', null, { tag: 'urgent', messages: 1 }],
    ['window', null, 'tag-removed', { tag: 'urgent', messages: 1 }, null],
    ['window', null, 'note-changed', { note: false }, { note: true }],
    ['command-line', 'mari', 'do-not-send-added', null, null],
    ['command-line', 'mari', 'do-not-send-removed', null, null],
    ['window', null, 'setting-changed', { value: 'system' }, { value: 'dark' }],
    ['window', null, 'setting-changed', { value: 'forever' }, { value: 'delete' }],
    ['window', null, 'setting-changed', { value: null }, { value: 400 }],
    ['window', null, 'account-changed', { name: 'Sandbox' }, { name: 'Trial' }],
    ['window', null, 'sending-paused', null, { reason: 'person' }],
    ['window', null, 'sending-resumed', null, { accounts: 0 }],
  ]);
  expect(entries.map(({ subject }) => subject).filter((one) => one === id)).toHaveLength(3);
  expect(entries.filter((entry) => entry.number === number)).toHaveLength(2);
  expect(new Set(entries.slice(1).map(({ at }) => at))).toEqual(new Set([frozen]));
});

it('a cost that was confirmed before a send is an entry with the amount, and without the text', async () => {
  const client = clientOf(await openConsole(), 'window', null);
  const account = must(await client.accounts.sandbox());
  const send = (more: { approvedCost?: string }, key = requestKey()) =>
    client.messages.send({
      accountId: account.id,
      to: [number, '+37255500002'],
      chain: { steps: [{ channel: 'sms' as const, text: secretText }] },
      requestKey: key,
      ...more,
    });
  must(await send({}));
  const key = requestKey();
  const { batchId } = must(await send({ approvedCost: '12.50' }, key));
  must(await send({ approvedCost: '12.50' }, key));
  expect(await entriesOf(client, { what: ['cost-approved'] })).toMatchObject([
    {
      actor: { kind: 'window' },
      subject: batchId,
      number: null,
      before: null,
      after: { cost: '12.50', messages: 2 },
    },
  ]);
});

it('a list of the journal is filtered by time, actor and kind of change, and read page by page', async () => {
  let now = 1_000_000;
  const open = await openConsole({ now: () => now });
  const client = clientOf(open, 'window', null);
  for (const theme of ['dark', 'light', 'dark', 'light'] as const) {
    now += 1_000;
    must(await client.settings.set({ theme }));
  }
  must(await clientOf(open, 'command-line', null).doNotSend.add({ number }));
  expect(await entriesOf(client, { actor: 'command-line' })).toHaveLength(1);
  expect(
    await entriesOf(client, { what: ['setting-changed'], since: 1_002_000, until: 1_004_000 }),
  ).toHaveLength(2);
  const first = await client.journal.list({ limit: 2 });
  const second = await client.journal.list({ limit: 2, after: first.entries.at(-1)?.stamp ?? '' });
  expect([first.total, second.total]).toEqual([5, 5]);
  const stamps = [...first.entries, ...second.entries].map(({ stamp }) => stamp);
  expect(stamps).toEqual(stamps.toSorted().toReversed());
  expect(new Set(stamps).size).toBe(4);
});

it('a statement that fails leaves neither the change nor its entry', async () => {
  const { store, file, folder } = await openTestStore();
  await addTestAccount(store, 'a');
  const id = await createMessage(store, 1);
  await store.close();
  // The last statement of the operation fails, so its earlier changes are undone.
  const broken = new Database(file);
  broken.exec(`CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT raise(ABORT, 'no room'); END`);
  broken.close();
  const again = await openTestStore(folder);
  await expect(again.store.write('setNote', { id, note: 'x' })).rejects.toThrow('no room');
  await expect(again.store.write('tagMessages', { ids: [id], add: ['t'], remove: [] })).rejects.toThrow(
    'no room',
  );
  await again.store.close();
  expect(rowsOf(file, 'SELECT note FROM omnimessage')).toEqual([{ note: null }]);
  expect(rowsOf(file, 'SELECT name FROM tag')).toEqual([]);
  expect(rowsOf(file, `SELECT what FROM journal WHERE what <> 'account-added'`)).toEqual([]);
});

it('stamps stay in order when the clock goes back and the console restarts, and the desk keeps its name', async () => {
  let now = Date.parse('2026-05-01T10:00:00Z');
  const first = await openConsole({ now: () => now });
  must(await first.client.settings.set({ theme: 'dark' }));
  await first.stop();
  now -= 3_600_000;
  const second = await openConsole({ folder: first.folder, now: () => now });
  must(await second.client.settings.set({ theme: 'light' }));
  const [newer, older] = await entriesOf(second.client);
  expect(newer?.after).toEqual({ value: 'light' });
  expect(newer?.at).toBe(now);
  expect((newer?.stamp ?? '') > (older?.stamp ?? '')).toBe(true);
  expect(newer?.desk).toBe(older?.desk);
  expect(readStamp(newer?.stamp ?? '')?.wall).toBe(now + 3_600_000);
});

it('a value that can be merged has the stamp of its last change', async () => {
  const { client, folder, stop } = await openConsole();
  const { id } = await withMessage(client);
  must(await client.messages.tag({ ids: [id], add: ['one'], remove: [] }));
  must(await client.messages.note({ id, note: 'a' }));
  must(await client.messages.note({ id, note: 'b' }));
  const [newest] = await entriesOf(client);
  await stop();
  const registers = rowsOf(join(folder, 'omnideck.db'), 'SELECT kind, subject, stamp FROM register');
  expect(registers).toContainEqual({ kind: 'note', subject: id, stamp: newest?.stamp });
  expect(registers).toContainEqual(expect.objectContaining({ kind: 'tag', subject: `${id} one` }));
});

it('an erasure removes the number from the journal, and is itself an entry without the number', async () => {
  const { client, folder, stop } = await openConsole();
  await withMessage(client);
  must(await client.doNotSend.add({ number }));
  must(await client.doNotSend.remove({ number }));
  must(await client.messages.views.save({ name: `Calls of ${number}`, filter: {} }));
  must(await client.privacy.erase({ number }));
  const entries = await entriesOf(client);
  expect(entries.map(({ what }) => what)).toContain('do-not-send-added');
  expect(entries[0]).toMatchObject({ what: 'person-erased', number: null, after: { messages: 1 } });
  expect(JSON.stringify(entries)).not.toContain('55500001');
  await stop();
  expect(readFileSync(join(folder, 'omnideck.db')).includes('55500001')).toBe(false);
});

it('the retention rule removes numbers and values from old entries, or removes old entries', async () => {
  const { store } = await openTestStore();
  await store.write('addDoNotSend', { numbers: [number as E164], reason: null, source: 'person', now: 1 });
  const { entries: before } = await store.read('listJournal', { limit: 10 });
  expect(before).toHaveLength(1);
  const rule = { before: Date.now() + 1_000, now: Date.now(), limit: 10 };
  await store.write('retain', { ...rule, kind: 'strip-texts' });
  expect((await store.read('listJournal', { limit: 10 })).entries).toMatchObject([
    { what: 'do-not-send-added', number: null },
  ]);
  await store.write('retain', { ...rule, kind: 'delete' });
  expect((await store.read('listJournal', { limit: 10 })).total).toBe(0);
});

it('an application of the retention rule to many messages is one entry of the rule', async () => {
  const { store } = await openTestStore();
  await addTestAccount(store, 'a');
  for (let n = 1; n <= 30; n += 1) await createMessage(store, n);
  await store.write('cancelQueued', { id: '0000000000000001', now: 2_000 });
  await store.write('cancelQueued', { id: '0000000000000002', now: 2_000 });
  const rule = { kind: 'delete' as const, before: 10_000, now: 20_000, startedAt: 20_000, limit: 1 };
  await store.write('retain', rule);
  await store.write('retain', { ...rule, now: 21_000 });
  const { entries } = await store.read('listJournal', { what: ['retention-applied'], limit: 10 });
  expect(entries).toMatchObject([
    { actor: { kind: 'rule', name: 'retention' }, after: { messages: 2, runs: 0 } },
  ]);
});

it('the journal keeps its newest entries and drops the oldest', async () => {
  const { store, file } = await openTestStore();
  await store.close();
  const db = new Database(file);
  const context = createContext(db, emptyChanges(), { by: { kind: 'engine', name: null }, at: Date.now() });
  for (let n = 0; n < 3; n += 1) record(context, { what: 'sending-paused' });
  db.exec(`UPDATE sqlite_sequence SET seq = ${journalRows + 1} WHERE name = 'journal'`);
  record(context, { what: 'sending-resumed' });
  expect(db.prepare('SELECT seq, what FROM journal ORDER BY seq').all()).toEqual([
    { seq: 3, what: 'sending-paused' },
    { seq: journalRows + 2, what: 'sending-resumed' },
  ]);
  db.close();
});

it('a restore keeps the current entries and those of the backup, and never takes the installation’s name from a backup', async () => {
  const elsewhere = await openConsole();
  must(await elsewhere.client.accounts.sandbox());
  must(await elsewhere.client.settings.set({ theme: 'dark' }));
  await done(elsewhere.client, elsewhere.client.backups.backup({}));
  const [theirs] = await entriesOf(elsewhere.client);
  const folder = join(elsewhere.folder, 'backups');
  const [name] = readdirSync(folder);
  const copy = join(temporaryFolder(), 'backup.db');
  copyFileSync(join(folder, name ?? ''), copy);

  const here = await openConsole();
  const cli = createRouterClient(here.console.router, {
    context: { mayNameFiles: true, actor: { kind: 'command-line', name: 'mari' } },
  });
  must(await here.client.settings.set({ density: 'compact' }));
  const [mine] = await entriesOf(here.client);
  await done(here.client, cli.backups.restore({ file: copy }));
  const [restored, ...others] = await entriesOf(here.client);
  expect(restored).toMatchObject({
    what: 'backup-restored',
    actor: { kind: 'command-line', name: 'mari' },
    desk: mine?.desk,
  });
  expect(others.map(({ stamp }) => stamp)).toEqual(expect.arrayContaining([mine?.stamp, theirs?.stamp]));
  expect(theirs?.desk).not.toBe(mine?.desk);
  // The change after the restore has this installation's name, and is later than everything in the backup.
  must(await here.client.settings.set({ theme: 'light' }));
  const [last] = await entriesOf(here.client);
  expect(last?.desk).toBe(mine?.desk);
  expect((last?.stamp ?? '') > (restored?.stamp ?? '')).toBe(true);
});

it('no file of the folder has a password, a passphrase or a note in the journal', async () => {
  const password = 'pass-4711-word';
  const passphrase = 'a passphrase of five plain words';
  const open = await openConsole({ passphrase: null });
  const client = clientOf(open, 'window', null);
  const added = must(
    await client.accounts.add({
      name: 'Shop',
      username: 'user-0815',
      password,
      passphrase,
      baseUrl: 'http://127.0.0.1:9/v1',
      unchecked: true,
    }),
  );
  must(
    await client.accounts.update({
      id: added.account.id,
      username: 'user-0816',
      password: `${password}-2`,
      unchecked: true,
    }),
  );
  const { id } = await withMessage(client);
  must(await client.messages.note({ id, note: 'note-of-mari' }));
  const entries = await entriesOf(client);
  expect(entries.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['account-added', 'account-changed', 'password-changed', 'note-changed']),
  );
  const text = JSON.stringify(entries);
  for (const secret of [password, passphrase, 'user-081', 'note-of-mari', secretText])
    expect(text).not.toContain(secret);
  await open.stop();
  for (const file of filesOf(open.folder)) {
    const bytes = readFileSync(file);
    for (const secret of [password, passphrase])
      expect(`${file} ${bytes.includes(secret)}`).toBe(`${file} false`);
  }
});

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
