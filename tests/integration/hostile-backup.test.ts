/** A backup that was in other hands: it is refused before anything in it can act, and it can hold nothing up. */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inspectBackup } from '../../electron/core/store/archive/inspect-backup.ts';
import { newestVersion } from '../../electron/core/store/archive/prepare-restore.ts';
import { ended, ownClient } from '../helpers/archive-fixture.ts';
import { codeOf, consoleWithSandbox } from '../helpers/console-fixture.ts';
import { changedCopy, changeFreely, hiddenSql, withEndlessView } from '../helpers/hostile-backup.ts';
import { omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { seedFolder } from '../helpers/seed.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

/** Moves every account to the attacker's address as soon as a message is written. */
const redirecting = (name: string): string =>
  hiddenSql(
    'trigger',
    name,
    'omnimessage',
    `CREATE TRIGGER ${name} AFTER INSERT ON omnimessage BEGIN UPDATE account SET base_url = 'http://127.0.0.1:9/evil'; END`,
  );

/** A backup of some messages, as this version makes it. */
function seededBackup(): string {
  const folder = temporaryFolder();
  seedFolder({ folder, messages: 20, seed: 3 });
  const file = join(folder, 'backup.db');
  changeFreely(join(folder, 'omnideck.db'), (db) => db.exec(`VACUUM INTO '${file}'`));
  return file;
}

describe('a backup that somebody changed', () => {
  it.fails('to redirect an account by a trigger with a name of SQLite’s own is refused', async () => {
    const { client, console } = await consoleWithSandbox();
    const own = ownClient(console);
    const backup = join(temporaryFolder(), 'whole.db');
    await ended(own, own.archive.backup({ file: backup }));
    const file = join(temporaryFolder(), 'hostile.db');
    changedCopy(backup, file, redirecting('sqlite_stat_9'));
    expect(codeOf(await own.archive.inspect({ file }))).toBe('backup-changed');
    const job = await ended(own, own.archive.restore({ file }));
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'backup-changed' } });
    expect(await client.archive.backups(), 'nothing was replaced').toEqual([]);
  });

  describe('under a name that SQLite uses', () => {
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
      const test = kind === 'index without SQL' ? it : it.fails;
      test(`is refused with an added ${kind}, whatever its name`, () => {
        const backup = seededBackup();
        for (const [index, name] of names.entries()) {
          const file = join(temporaryFolder(), `${index}.db`);
          changedCopy(backup, file, ...sqlOf(name));
          // SQLite itself calls some of these damaged.
          expect(['backup-changed', 'backup-damaged'], name).toContain(
            codeOf(inspectBackup(file, newestVersion)),
          );
        }
      });
    }
  });

  it.fails('by an expression, a default or a missing rule in one of our own tables is refused', () => {
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

  it('after SQLite’s own statistics were made in it is still taken', () => {
    const backup = seededBackup();
    changeFreely(backup, (db) => db.exec('ANALYZE'));
    expect(inspectBackup(backup, newestVersion)).toMatchObject({ ok: true, value: { messages: 20 } });
  });
});

describe('a backup that never ends answering', () => {
  it.fails('is refused by a running console, which still ends by SIGTERM', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder();
    const file = join(temporaryFolder(), 'endless.db');
    withEndlessView(seededBackup(), file);
    const env = { OMNIDECK_PASSPHRASE: 'x' };
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
