/**
 * Tests backups that an attacker has changed: they are refused before their SQL can run, and cannot block
 * anything.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { inspectBackup } from '../../electron/engine/features/backups/database/inspect-backup.ts';
import { newestVersion } from '../../electron/engine/features/backups/database/prepare-restore.ts';
import {
  type BackupLauncher,
  runBackupTask,
  spawnBackups,
  timeLimitMs,
} from '../../electron/engine/features/backups/run-backup-task.ts';
import { codeOf, consoleWithSandbox, must, openConsole } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { workers } from '../helpers/engine-files.ts';
import { changedCopy, changeFreely, hiddenSql, withEndlessView } from '../helpers/hostile-backup.ts';
import { done, ended, ownClient } from '../helpers/job-fixture.ts';
import { omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { seedFolder } from '../helpers/seed.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

/** Returns SQL that changes every account's address to the attacker's as soon as a message is written. */
const redirecting = (name: string): string =>
  hiddenSql(
    'trigger',
    name,
    'omnimessage',
    `CREATE TRIGGER ${name} AFTER INSERT ON omnimessage BEGIN UPDATE account SET base_url = 'http://127.0.0.1:9/evil'; END`,
  );

/** Creates a backup with some messages, as this version writes it. */
function seededBackup(): string {
  const folder = temporaryFolder();
  seedFolder({ folder, messages: 20, seed: 3 });
  const file = join(folder, 'backup.db');
  changeFreely(join(folder, 'omnideck.db'), (db) => db.exec(`VACUUM INTO '${file}'`));
  return file;
}

describe('a backup that somebody changed', () => {
  it('to redirect an account by a trigger with a name of SQLite’s own is refused', async () => {
    const { client, console } = await consoleWithSandbox();
    const own = ownClient(console);
    const backup = join(temporaryFolder(), 'whole.db');
    await ended(own, own.backups.backup({ file: backup }));
    const file = join(temporaryFolder(), 'hostile.db');
    changedCopy(backup, file, redirecting('sqlite_stat_9'));
    expect(codeOf(await own.backups.inspect({ file }))).toBe('backup-changed');
    const job = await ended(own, own.backups.restore({ file }));
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'backup-changed' } });
    expect(await client.backups.backups(), 'nothing was replaced').toEqual([]);
  });

  describe('to contain an object with a name that SQLite reserves is refused', () => {
    const names = [
      'sqlite_sequence',
      'sqlite_stat1',
      'sqlite_stat4',
      'sqlite_stat_9',
      'sqlite_autoindex_account_1',
      'sqlite_autoindex_account_9',
      'sqlite_anything',
    ];
    const kinds: Readonly<Record<string, (name: string) => readonly string[]>> = {
      trigger: (name) => [redirecting(name)],
      view: (name) => [hiddenSql('view', name, name, `CREATE VIEW ${name} AS SELECT 1 AS one`)],
      table: (name) => [
        'CREATE TABLE extra (name, seq DEFAULT (random()))',
        `UPDATE sqlite_schema SET name = '${name}', tbl_name = '${name}', sql = replace(sql, 'extra', '${name}') WHERE name = 'extra'`,
      ],
      index: (name) => [
        'CREATE INDEX extra ON account (abs(created_at))',
        `UPDATE sqlite_schema SET name = '${name}', sql = replace(sql, 'extra', '${name}') WHERE name = 'extra'`,
      ],
      'index without SQL': (name) => [
        'CREATE INDEX extra ON account (name)',
        `UPDATE sqlite_schema SET name = '${name}', sql = NULL WHERE name = 'extra'`,
      ],
    };
    for (const [kind, sqlOf] of Object.entries(kinds)) {
      it(`is refused with an added ${kind}, whatever its name`, () => {
        const backup = seededBackup();
        for (const [index, name] of names.entries()) {
          const file = join(temporaryFolder(), `${index}.db`);
          changedCopy(backup, file, ...sqlOf(name));
          // SQLite itself reports some of these as damaged.
          expect(['backup-changed', 'backup-damaged'], name).toContain(
            codeOf(inspectBackup(file, newestVersion)),
          );
        }
      });
    }
  });

  it('by adding an expression, a default or removing a rule in one of our own tables is refused', () => {
    const backup = seededBackup();
    const changes = [
      `UPDATE sqlite_schema SET sql = replace(sql, 'reason TEXT', 'reason TEXT DEFAULT (random())') WHERE name = 'do_not_send'`,
      `UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'draft'`,
      `UPDATE sqlite_schema SET sql = replace(sql, 'new.state, 1', 'new.state, 2') WHERE name = 'count_insert'`,
      `DELETE FROM sqlite_schema WHERE name = 'count_delete'`,
      'PRAGMA user_version = 2',
      'PRAGMA user_version = 0',
    ];
    for (const [index, sql] of changes.entries()) {
      const file = join(temporaryFolder(), `${index}.db`);
      changedCopy(backup, file, sql);
      expect(codeOf(inspectBackup(file, newestVersion)), sql).toBe('backup-changed');
    }
  });

  it('to contain a value that Omnideck cannot read is refused, and nothing is replaced', async () => {
    const { console, client } = await openConsole();
    const own = ownClient(console);
    const backup = seededBackup();
    const problem = (text: string): string => `UPDATE omnimessage SET problem = '${text}'`;
    const whole = { code: 'a', field: null, message: 'b', hint: 'c' };
    const changes = [
      `UPDATE omnimessage SET draft = 'no JSON'`,
      `UPDATE callback SET headers = '[['`,
      problem('no JSON'),
      problem('null'),
      problem(JSON.stringify({ ...whole, code: 1 })),
      problem(JSON.stringify({ ...whole, params: { count: null } })),
      problem(JSON.stringify({ ...whole, params: { inner: { code: 'a' } } })),
      problem(`${'{"inner":'.repeat(2_000)}1${'}'.repeat(2_000)}`),
      `UPDATE account SET pause = '{'`,
      `INSERT INTO journal (stamp, at, actor, what, before) VALUES ('a', 1, 'rule', 'view-added', 'no JSON')`,
    ];
    for (const [index, sql] of changes.entries()) {
      const file = join(temporaryFolder(), `${index}.db`);
      changedCopy(backup, file, sql);
      const job = await ended(own, own.backups.restore({ file }));
      expect(job, sql).toMatchObject({ state: 'failed', problem: { code: 'backup-changed' } });
    }
    expect(await client.backups.backups()).toEqual([]);
    const file = join(temporaryFolder(), 'yesterday.db');
    changedCopy(backup, file, problem('{"code":"a","field":null,"sentence":"b","mend":"c"}'));
    await done(own, own.backups.restore({ file }));
    expect((await client.messages.list({})).rows).toHaveLength(20);
  });

  it('by adding entries to the journal that cannot be shown loses these entries only', async () => {
    const { console, client } = await openConsole();
    const own = ownClient(console);
    const file = join(temporaryFolder(), 'changed.db');
    const number = '+37255500000';
    const entries = [
      ['known', 'view-added', '{"name":"A"}'],
      ['unknown kind', 'constructor', null],
      ['no values', 'view-added', `"${number}"`],
      ['nested values', 'view-added', `{"a":{"b":"${number}"}}`],
      ['a list', 'view-added', `["${number}"]`],
      ['a name of every object', 'view-added', '{"constructor":"A"}'],
      ['constructor', 'setting-changed', '{"value":"A"}'],
    ];
    changedCopy(
      seededBackup(),
      file,
      ...entries.map(([subject, what, after], index) => {
        const stamp = `0000000000${10 + index}-0000-0123456789abcdef`;
        const text = after === null ? 'NULL' : `'${after}'`;
        return `INSERT INTO journal (stamp, at, actor, what, subject, number, after)
          VALUES ('${stamp}', ${Date.now()}, 'window', '${what}', '${subject}', '${number}', ${text})`;
      }),
    );
    await done(own, own.backups.restore({ file }));
    const shown = await client.journal.list({ limit: 100, what: ['view-added', 'setting-changed'] });
    expect(shown.entries.map(({ subject }) => subject)).toEqual(['known']);
    expect((await client.journal.list({ limit: 100 })).entries.map(({ what }) => what)).not.toContain(
      'constructor',
    );
    must(await client.privacy.erase({ number }));
  });

  it('by running SQLite’s own statistics is still accepted', () => {
    const backup = seededBackup();
    changeFreely(backup, (db) => db.exec('ANALYZE'));
    expect(inspectBackup(backup, newestVersion)).toMatchObject({ ok: true, value: { messages: 20 } });
  });
});

describe('a backup whose query never ends', () => {
  /** A program in place of ours that is stuck as SQLite may be: only SIGKILL ends it. */
  const stuck = `process.once('message', () => {
    process.on('SIGTERM', () => {});
    process.send({ kind: 'started', pid: process.pid }, () => { for (;;); });
  });`;

  function programOf(text: string): URL {
    const file = join(temporaryFolder(), 'program.mjs');
    writeFileSync(file, text);
    return pathToFileURL(file);
  }

  const inspecting = { kind: 'inspect', file: 'unused', copyTo: null } as const;
  const never = new AbortController().signal;

  it('is read by a process that is killed at the time limit', async () => {
    const pids: unknown[] = [];
    const launch: BackupLauncher = (program) => {
      const child = spawnBackups(program);
      child.onMessage((message) => void pids.push(Reflect.get(message, 'pid')));
      return child;
    };
    const watch = { signal: never, limitMs: 500 };
    const read = await runBackupTask({ program: programOf(stuck), launch }, inspecting, watch);
    expect(codeOf(read ?? { ok: true, value: null })).toBe('backup-too-slow');
    // If the process did not even start within the limit, it was killed before it reported its id.
    for (const pid of pids) expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  });

  it('gets more time if the file is larger', () => {
    expect(timeLimitMs('inspect', 2_000_000_000)).toBeGreaterThan(60_000 + timeLimitMs('inspect', 0));
    expect(timeLimitMs('prepare', 2_000_000_000)).toBeGreaterThan(60_000 + timeLimitMs('prepare', 0));
  });

  it('that crashes the process that reads it is not mistaken for a valid one', async () => {
    const program = programOf(`process.once('message', () => process.kill(process.pid, 'SIGSEGV'));`);
    const read = await runBackupTask({ program, launch: spawnBackups }, inspecting, {
      signal: never,
      limitMs: 60_000,
    });
    expect(codeOf(read ?? { ok: true, value: null })).toBe('backup-process-ended');
  });

  it('is read by a process without any secret of this process', async () => {
    vi.stubEnv('OMNIDECK_PASSPHRASE', 'a passphrase');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another program’s key');
    onTestFinished(() => void vi.unstubAllEnvs());
    const program = programOf(`process.once('message', () =>
      process.send({ kind: 'done', result: { ok: true, value: Object.keys(process.env) } }));`);
    const read = await runBackupTask<string[]>({ program, launch: spawnBackups }, inspecting, {
      signal: never,
      limitMs: 60_000,
    });
    const names = read?.ok ? read.value : ['nothing was read'];
    expect(names).not.toContain('nothing was read');
    for (const name of ['OMNIDECK_PASSPHRASE', 'AWS_SECRET_ACCESS_KEY', 'PATH', 'HOME'])
      expect(names).not.toContain(name);
  });

  it('does not delay the end of the console during an inspection, a restore or an erasure', async () => {
    let started = Promise.withResolvers<void>();
    const { console, client, folder, stop } = await openConsole({
      workers: { ...workers, backups: programOf(stuck) },
      backups(program) {
        const child = spawnBackups(program);
        child.onMessage(() => started.resolve());
        return child;
      },
    });
    must(await client.accounts.sandbox());
    await done(client, client.backups.backup({}));
    const [backup] = await client.backups.backups();
    const file = backup?.file ?? '';
    const own = ownClient(console);

    const looking = client.backups.inspect({ file });
    await started.promise;
    started = Promise.withResolvers<void>();
    // Other work does not wait for the inspection.
    const erasing = client.privacy.erase({ number: '+37255500000' });
    await started.promise;
    const restoring = must(await own.backups.restore({ file }));
    await stop();
    expect(codeOf(await looking)).toBe('console-ending');
    expect(must(await erasing).backupsNotReached).toEqual([join(folder, 'backups', file)]);
    expect((await console.parts.backups.jobs.ended(restoring.id)).state).toBe('stopped');
    const [owed] = rowsOf(
      join(folder, 'omnideck.db'),
      `SELECT count(*) AS n FROM setting WHERE key = 'backups_to_erase'`,
    );
    expect(owed, 'the next start erases in the backups').toEqual({ n: 1 });
  });

  it('is refused by a running console, which still ends on SIGTERM', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder();
    const file = join(temporaryFolder(), 'endless.db');
    withEndlessView(seededBackup(), file);
    const env = { OMNIDECK_PASSPHRASE: testPassphrase };
    const serve = startOmnideck(['serve', '--no-open', '--json', '--data', folder], { env });
    onTestFinished(async () => void (await serve.kill()));
    await serve.ready();
    const restore = await omnideck(['restore', file, '--yes', '--json', '--data', folder], { env });
    expect(restore).toMatchObject({ code: 2 });
    expect(restore.stderr + restore.stdout).toContain('backup-changed');
    serve.signal('SIGTERM');
    expect((await serve.ended).code).toBe(0);
  });
});
