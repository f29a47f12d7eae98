/**
 * Tests backups of a running console, and a restore into one: what it refuses, what it keeps, and that
 * nothing is sent twice.
 */
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { start } from '../../electron/engine/db/migrations/0001-start.ts';
import {
  acceptedBy,
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  postReport,
  reportUrl,
  requestKey,
  sendOne,
  viberThenSms,
} from '../helpers/console-fixture.ts';
import { databaseFaults, rowsOf, shellRows } from '../helpers/database-faults.ts';
import { done, ended, ownClient } from '../helpers/job-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const settled = async (client: Parameters<typeof sendOne>[0], id: string) =>
  expect.poll(async () => (await messageOf(client, id)).state).toBe('delivered');

const databaseOf = (folder: string) => join(folder, 'omnideck.db');

describe('a backup', () => {
  it('of a console that is sending is one complete file, readable by this user only, and sound', async () => {
    const { client, console, folder } = await consoleWithSandbox();
    const own = ownClient(console);
    await Promise.all(Array.from({ length: 20 }, (_, index) => sendOne(client, `+37255${1000 + index}00`)));
    const file = join(temporaryFolder(), 'copy.db');
    const backing = done(own, own.backups.backup({ file }));
    const sending = Promise.all(
      Array.from({ length: 20 }, (_, index) => sendOne(client, `+37255${2000 + index}00`)),
    );
    const [job] = await Promise.all([backing, sending]);
    expect(job).toMatchObject({ kind: 'backup', file, unit: 'pages', state: 'done' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(databaseFaults(file, join(temporaryFolder(), 'second.db'))).toEqual([]);
    const count = 'SELECT count(*) AS n FROM omnimessage';
    const [{ n } = { n: 0 }] = rowsOf(file, count);
    expect(Number(n)).toBeGreaterThanOrEqual(20);
    expect(shellRows(file, count) ?? [{ n }]).toEqual([{ n }]);
    expect(readdirSync(join(file, '..'))).toEqual(['copy.db']);
    expect(codeOf(await own.backups.backup({ file: 'copy.db' }))).toBe('file-not-whole');
    const again = await ended(own, own.backups.backup({ file }));
    expect(again).toMatchObject({ state: 'failed', problem: { code: 'file-exists' } });
    // A backup in the console's own folder, as the browser UI makes it.
    await done(client, client.backups.backup({}));
    expect(await client.backups.backups()).toMatchObject([{ kind: 'by-hand' }]);
    expect(statSync(join(folder, 'backups')).mode & 0o777).toBe(0o700);
  });

  it('is made automatically once a day, and seven are kept', async () => {
    let now = Date.parse('2026-11-01T08:00:00Z');
    const { console, client } = await openConsole({ now: () => now });
    const { daily, jobs } = console.parts.backups;
    expect(await daily(), 'nothing to keep yet').toBeNull();
    must(await client.accounts.sandbox());
    for (let day = 0; day < 9; day += 1) {
      const job = await daily();
      expect(job).not.toBeNull();
      if (job) await jobs.ended(job.id);
      now += 60_000;
      expect(await daily(), 'once a day').toBeNull();
      now += 24 * 3600_000;
    }
    const backups = await client.backups.backups();
    expect(backups.map(({ kind }) => kind)).toEqual(Array(7).fill('daily'));
    expect(new Date(backups[0]?.at ?? 0).toISOString().slice(0, 10)).toBe('2026-11-09');
    must(await client.settings.set({ dailyBackups: false }));
    now += 48 * 3600_000;
    expect(await daily()).toBeNull();
  });
});

describe('a restore', () => {
  it('restores the history, keeps the replaced database, and continues to send and receive', async () => {
    const { client, console, folder, accountId } = await consoleWithSandbox();
    const own = ownClient(console);
    const before = await sendOne(client, '+37255500000');
    await settled(client, before);
    await done(client, client.backups.backup({}));
    const [backup] = await client.backups.backups();
    const after = await sendOne(client, '+37255500100');
    await settled(client, after);

    const content = must(await client.backups.inspect({ file: backup?.file ?? '' }));
    expect(content).toMatchObject({ messages: 1, accounts: ['T'] });
    const seen: string[] = [];
    const watching = new AbortController();
    const changes = await client.console.changes(undefined, { signal: watching.signal });
    const reading = (async () => {
      for await (const change of changes) seen.push(change.type);
    })().catch(() => undefined);
    const job = await done(own, client.backups.restore({ file: backup?.file ?? '' }));
    expect(job).toMatchObject({ held: 0, erased: 0 });
    const ids = (await client.messages.list({})).rows.map(({ id }) => id);
    expect(ids).toEqual([before]);
    await expect.poll(() => seen).toEqual(expect.arrayContaining(['accounts', 'messages', 'settings']));
    watching.abort();
    await reading;

    const kept = (await client.backups.backups()).find(({ kind }) => kind === 'before-restore');
    const keptFile = join(folder, 'backups', kept?.file ?? '');
    expect(rowsOf(keptFile, 'SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: 2 }]);
    // The account still sends with its password, and its reports still arrive.
    const next = await sendOne(client, '+37255500200');
    await settled(client, next);
    const report = { status: 'SEEN', err: 0, channel: 'viber', to: '+37255500100', omnimessage_id: 'gone' };
    expect(await postReport(`${await reportUrl(client, accountId)}/${after}`, report)).toBe(200);
    // Restore the previous database again.
    await done(client, client.backups.restore({ file: kept?.file ?? '' }));
    expect((await client.messages.list({})).rows.map(({ id }) => id)).toEqual([after, before]);
    expect(existsSync(join(folder, 'restore'))).toBe(false);
    await console.stop();
    expect(databaseFaults(databaseOf(folder), join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it('never resends messages that were waiting when the backup was made, even if it is requested twice', async () => {
    const { client, sandbox, console } = await consoleWithSandbox();
    await client.outbox.pause();
    const key = requestKey();
    const waiting = await sendOne(client, '+37255500000');
    const gone = await sendOne(client, '+37255500300');
    must(await client.messages.cancel({ id: gone }));
    const stays = await sendOne(client, '+37255500400');
    await done(client, client.backups.backup({}));
    const [backup] = await client.backups.backups();
    must(await client.messages.cancel({ id: stays }));
    await client.outbox.resume();
    await settled(client, waiting);
    const call = { to: ['+37255500500'], chain: viberThenSms, requestKey: key };
    const [later] = must(await client.messages.send(call)).messages;
    await settled(client, later?.id ?? '');
    expect(await acceptedBy(sandbox)).toHaveLength(2);

    const job = await done(client, client.backups.restore({ file: backup?.file ?? '' }));
    expect(job.held, 'what became of both is known here').toBe(0);
    // The replaced database knew that the message was sent, so its status is polled and it is not resent.
    await expect.poll(async () => (await messageOf(client, waiting)).state).toBe('delivered');
    expect((await messageOf(client, stays)).state).toBe('cancelled');
    // A client that lost its connection repeats the call that was made after the backup.
    expect(must(await client.messages.send(call)).messages.map(({ id }) => id)).toEqual([later?.id]);
    console.parts.outbox.wake();
    await sendOne(client, '+37255500600');
    await expect.poll(async () => (await acceptedBy(sandbox)).length).toBe(3);
    const recipients = (await acceptedBy(sandbox)).map(({ to }) => to);
    expect(new Set(recipients).size).toBe(recipients.length);
  });

  it('never continues a test run that was running when the backup was made', async () => {
    const { client, sandbox, accountId, console } = await consoleWithSandbox();
    const numbers = Array.from({ length: 6 }, (_, index) => `  - number: +372555${index}0000`).join('\n');
    const text = `name: Slow\npace: 20 per minute\nnumbers:\n${numbers}\nchains:\n  - steps:\n      - sms: Hi\nexpect:\n  - reaches: any\n`;
    const { id } = must(await client.runs.start({ text, accountId, live: false, requestKey: requestKey() }));
    await expect.poll(async () => (await acceptedBy(sandbox)).length).toBeGreaterThan(0);
    await done(client, client.backups.backup({}));
    const [backup] = await client.backups.backups();
    must(await client.runs.stop({ id }));
    const before = (await acceptedBy(sandbox)).length;
    await done(client, client.backups.restore({ file: backup?.file ?? '' }));
    expect(must(await client.runs.get({ id }))).toMatchObject({
      state: 'stopped',
      problem: { code: 'restored-run' },
    });
    expect(codeOf(await client.runs.resume({ id }))).toBe('restored-run');
    expect(codeOf(await client.runs.retryFailed({ id }))).toBe('restored-run');
    console.parts.runner.wake();
    // Another message is sent, so the console is able to send.
    await settled(client, await sendOne(client, '+37255599900'));
    expect(await acceptedBy(sandbox)).toHaveLength(before + 1);
  });

  it('on another computer marks waiting messages as unknown, and asks for the passwords again', async () => {
    const from = await consoleWithSandbox();
    await from.client.outbox.pause();
    const waiting = await sendOne(from.client, '+37255500000');
    const file = join(temporaryFolder(), 'take-along.db');
    await done(from.client, ownClient(from.console).backups.backup({ file }));

    const to = await consoleWithSandbox();
    const own = ownClient(to.console);
    const mine = await sendOne(to.client, '+37255500100');
    await settled(to.client, mine);
    const job = await done(own, own.backups.restore({ file }));
    expect(job.held).toBe(1);
    expect(await messageOf(to.client, waiting)).toMatchObject({
      state: 'unknown',
      problem: { code: 'restored-open' },
      nextPollAt: null,
    });
    const accounts = await to.client.accounts.list();
    // The existing account keeps its password; the restored one has none here.
    expect(accounts.map(({ name, passwordSet }) => [name, passwordSet])).toEqual(
      expect.arrayContaining([
        ['T', false],
        ['T (2)', true],
      ]),
    );
    to.console.parts.outbox.wake();
    await to.client.outbox.resume();
    expect(await acceptedBy(to.sandbox)).toHaveLength(1);
    expect(await acceptedBy(from.sandbox)).toHaveLength(0);
  });

  it('never takes the address that a password is sent to from a backup', async () => {
    const { client, console, accountId } = await consoleWithSandbox();
    const file = join(temporaryFolder(), 'changed.db');
    const own = ownClient(console);
    await done(own, own.backups.backup({ file }));
    const there = (await client.accounts.list())[0];
    const db = new Database(file);
    db.prepare('UPDATE account SET base_url = ?, username = ? WHERE id = ?').run(
      'http://127.0.0.1:9/evil',
      'x',
      accountId,
    );
    db.close();
    await done(own, own.backups.restore({ file }));
    expect((await client.accounts.list())[0]).toMatchObject({ baseUrl: there?.baseUrl, username: 'demo' });
    // On another computer the account's address comes from the file; after the password is entered, it is
    // sent to Messente.
    const to = await openConsole();
    await done(ownClient(to.console), ownClient(to.console).backups.restore({ file }));
    expect(await to.client.accounts.list()).toMatchObject([
      { id: accountId, baseUrl: 'https://api.messente.com/v1', passwordSet: false },
    ]);
  });

  it('never takes the callback token from a backup', async () => {
    const { client, console, accountId, folder } = await consoleWithSandbox();
    const file = join(temporaryFolder(), 'changed.db');
    const own = ownClient(console);
    await done(own, own.backups.backup({ file }));
    const db = new Database(file);
    db.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)').run(
      'settings',
      JSON.stringify({ tunnel: 'localtunnel', tunnelHost: 'https://evil.example', density: 'compact' }),
    );
    db.prepare('UPDATE account SET tunnel_agreed_at = 1 WHERE id = ?').run(accountId);
    db.close();
    await done(own, own.backups.restore({ file }));
    expect(await client.settings.get()).toMatchObject({ tunnel: 'none', tunnelHost: null });
    const database = join(folder, 'omnideck.db');
    expect(rowsOf(database, 'SELECT tunnel_agreed_at AS at FROM account')).toEqual([{ at: null }]);
  });

  it('refuses a file with an added trigger', async () => {
    const { client, console } = await consoleWithSandbox();
    const own = ownClient(console);
    await done(own, own.backups.backup({ file: join(temporaryFolder(), 'whole.db') }));
    const file = join(temporaryFolder(), 'changed.db');
    await done(own, own.backups.backup({ file }));
    const db = new Database(file);
    db.exec(
      `CREATE TRIGGER mine AFTER UPDATE ON omnimessage BEGIN UPDATE omnimessage SET state = 'queued'; END`,
    );
    db.close();
    const job = await ended(own, own.backups.restore({ file }));
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'backup-changed' } });
    expect(await client.backups.backups()).toEqual([]);
  });

  it('refuses a file that is not an Omnideck backup with an explanation, and changes nothing', async () => {
    const { client, console, folder } = await consoleWithSandbox();
    const own = ownClient(console);
    const id = await sendOne(client, '+37255500000');
    await settled(client, id);
    const place = temporaryFolder();
    const good = join(place, 'good.db');
    await done(own, own.backups.backup({ file: good }));
    const made = (name: string, change: (file: string) => void): string => {
      const file = join(place, name);
      copyFileSync(good, file);
      change(file);
      return file;
    };
    const sql = (text: string) => (file: string) => {
      const db = new Database(file);
      db.exec(text);
      db.close();
    };
    const bytes = readFileSync(good);
    const cases: [string, string][] = [
      [
        made('words.db', (file) =>
          writeFileSync(file, 'Dear diary, this is not a database at all.'.repeat(9)),
        ),
        'backup-not-sqlite',
      ],
      [made('empty.db', (file) => writeFileSync(file, '')), 'backup-not-sqlite'],
      [made('foreign.db', sql('PRAGMA application_id = 7')), 'backup-foreign'],
      [made('newer.db', sql('PRAGMA user_version = 999')), 'backup-newer'],
      [
        made('cut.db', (file) => truncateSync(file, Math.floor(bytes.length / 8192) * 4096)),
        'backup-cut-short',
      ],
      [
        made('damaged.db', (file) => {
          const broken = Buffer.from(bytes);
          broken.fill(0xa5, 4096 * 3, 4096 * 9);
          writeFileSync(file, broken);
        }),
        'backup-damaged',
      ],
      [join(place, 'nowhere.db'), 'no-such-file'],
      [place, 'not-plain-file'],
    ];
    const before = rowsOf(databaseOf(folder), 'SELECT id, state FROM omnimessage');
    for (const [file, code] of cases) {
      const untouched = existsSync(file) && statSync(file).isFile() ? readFileSync(file) : null;
      expect(codeOf(await own.backups.inspect({ file })), file).toBe(code);
      const job = await ended(own, own.backups.restore({ file }));
      expect(job.state, file).toBe('failed');
      expect(job.problem?.code, file).toBe(code === 'no-such-file' ? 'backup-missing' : code);
      if (untouched) expect(readFileSync(file).equals(untouched), file).toBe(true);
    }
    const itself = await ended(own, own.backups.restore({ file: databaseOf(folder) }));
    expect(itself.problem?.code).toBe('backup-is-database');
    expect(rowsOf(databaseOf(folder), 'SELECT id, state FROM omnimessage')).toEqual(before);
    expect(await client.backups.backups()).toEqual([]);
    expect(readdirSync(place).filter((name) => !name.endsWith('.db'))).toEqual([]);
    const next = await sendOne(client, '+37255500100');
    await settled(client, next);
  });

  it('accepts a backup of an older version, and migrates it', async () => {
    const old = join(temporaryFolder(), 'old.db');
    const db = new Database(old);
    db.exec(`PRAGMA application_id = ${0x4f6d446b}`);
    db.exec(start.sql);
    db.exec('PRAGMA user_version = 1');
    db.exec(`INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
      VALUES ('old', 'Old', 'messente', 'blue', 'x', 'https://api.messente.com/v1', 'https://api2.messente.com', 'nostore', 1);
      INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, draft, preview, state, created_at, next_attempt_at)
      VALUES ('0000000000000001', 'old', 'b', 'k', '+37255500000', '{"steps":[{"channel":"sms","text":"from long ago"}]}', 'from long ago', 'queued', 1000, 1000);
      INSERT INTO step (omnimessage_seq, position, channel, text) VALUES (1, 0, 'sms', 'from long ago');
      INSERT INTO message_search (rowid, recipient, body, sender, tags) SELECT seq, recipient, body, sender, tags FROM message_text;`);
    db.close();
    const { client, console, folder } = await openConsole();
    const own = ownClient(console);
    expect(must(await own.backups.inspect({ file: old }))).toMatchObject({
      version: 1,
      messages: 1,
      accounts: ['Old'],
    });
    const job = await done(own, own.backups.restore({ file: old }));
    expect(job.held).toBe(1);
    expect((await client.messages.list({ filter: { search: 'long ago' } })).rows).toMatchObject([
      { state: 'unknown' },
    ]);
    expect(readFileSync(old).readInt32BE(60), 'the file itself stays what it was').toBe(1);
    expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([]);
  });
});
