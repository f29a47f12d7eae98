import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { claimFolder } from '../../electron/engine/data-folder-claim.ts';
import { assertSettings, openConnection } from '../../electron/engine/db/connection.ts';
import { takeFolder } from '../../electron/engine/db/folder-lock.ts';
import { inspectDatabase, migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { workers } from '../helpers/engine-files.ts';
import { openFeatureStore } from '../helpers/open-store.ts';
import { addTestAccount, createMessage, openTestStore, temporaryFolder } from '../helpers/store-fixture.ts';

const newest = migrations.at(-1)?.version ?? 0;

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

async function refusal(folder: string) {
  const opened = await openFeatureStore({
    folder,
    workers,
    onRestart: () => undefined,
    onDeath: () => undefined,
  });
  if (!opened.ok) return opened.problem;
  await opened.value.close();
  throw new Error('it was opened');
}

/**
 * Writes worker files: the readers' code notes that it was loaded, and the writer opens the database only after that.
 */
function writerAfterReaders() {
  const folder = temporaryFolder();
  const isLoaded = JSON.stringify(join(folder, 'reader-is-loaded'));
  const file = (name: string, code: string): URL => {
    writeFileSync(join(folder, name), code);
    return pathToFileURL(join(folder, name));
  };
  return {
    ...workers,
    reader: file(
      'reader.mjs',
      `import { writeFileSync } from 'node:fs';
      await import(${JSON.stringify(workers.reader.href)});
      writeFileSync(${isLoaded}, '');`,
    ),
    writer: file(
      'writer.mjs',
      `import { existsSync } from 'node:fs';
      import { setTimeout } from 'node:timers/promises';
      while (!existsSync(${isLoaded})) await setTimeout(5);
      await import(${JSON.stringify(workers.writer.href)});`,
    ),
  };
}

describe('the start of the store', () => {
  const ignored = { onRestart: () => undefined, onDeath: () => undefined };

  it('loads the readers while the writer opens the database', async () => {
    const opened = await openFeatureStore({
      ...{ folder: temporaryFolder(), workers: writerAfterReaders() },
      ...ignored,
    });
    if (!opened.ok) throw new Error(opened.problem.code);
    expect(await opened.value.read('readSettings', {})).toEqual({});
    await opened.value.close();
  });

  it('ends the readers if the writer does not start', async () => {
    const dying = pathToFileURL(join(temporaryFolder(), 'dying.mjs'));
    writeFileSync(dying, 'throw new Error("the writer is broken");');
    const opened = await openFeatureStore({
      ...{ folder: temporaryFolder(), workers: { ...workers, writer: dying } },
      ...ignored,
    });
    expect(opened).toMatchObject({
      ok: false,
      problem: { code: 'database-failed', params: { reason: 'the writer is broken' } },
    });
  });
});

describe('each database connection', () => {
  it.each(['write', 'read'] as const)(
    'that is opened to %s has the settings that durability and erasure depend on',
    (mode) => {
      const file = join(temporaryFolder(), 'omnideck.db');
      migrate(file, migrations).close();
      const db = openConnection(file, mode);
      const setting = (name: string) => db.pragma(name, { simple: true });
      expect({
        journal: setting('journal_mode'),
        synchronous: setting('synchronous'),
        fullfsync: setting('fullfsync'),
        checkpointFullfsync: setting('checkpoint_fullfsync'),
        foreignKeys: setting('foreign_keys'),
        secureDelete: setting('secure_delete'),
      }).toEqual({
        journal: 'wal',
        synchronous: 2,
        fullfsync: 1,
        checkpointFullfsync: 1,
        foreignKeys: 1,
        secureDelete: 1,
      });
      db.close();
    },
  );

  it.each(['synchronous = NORMAL', 'foreign_keys = OFF', 'secure_delete = FAST', 'fullfsync = OFF'])(
    'is refused if %s is active',
    (setting) => {
      const file = join(temporaryFolder(), 'omnideck.db');
      const db = migrate(file, migrations);
      expect(() => assertSettings(db)).not.toThrow();
      db.pragma(setting);
      expect(() => assertSettings(db)).toThrow(setting.split(' ')[0]);
      db.close();
    },
  );
});

describe('migrating the database', () => {
  it('turns an empty folder, and an empty file, into a database of the newest version with our application_id', () => {
    for (const empty of [false, true]) {
      const file = join(temporaryFolder(), 'omnideck.db');
      if (empty) writeFileSync(file, '');
      migrate(file, migrations).close();
      expect(rowsOf(file, 'PRAGMA user_version')).toEqual([{ user_version: newest }]);
      expect(rowsOf(file, 'PRAGMA application_id')).toEqual([{ application_id: 0x4f6d446b }]);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
  });

  it('has a number for each step, in order and without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('keeps the previous version if a step fails, and continues from there', () => {
    const file = join(temporaryFolder(), 'omnideck.db');
    const [first] = migrations;
    if (!first) throw new Error('no migration');
    const second = { version: 2, sql: 'CREATE TABLE second (a) STRICT' };
    const broken = {
      version: 2,
      sql: 'CREATE TABLE half (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1)',
    };
    expect(() => migrate(file, [first, broken])).toThrow('nowhere');
    expect(rowsOf(file, 'PRAGMA user_version')).toEqual([{ user_version: 1 }]);
    expect(rowsOf(file, `SELECT name FROM sqlite_schema WHERE name = 'half'`)).toEqual([]);
    migrate(file, [first, { ...second, sql: 'CREATE TABLE second (a INTEGER) STRICT' }]).close();
    expect(rowsOf(file, `SELECT name FROM sqlite_schema WHERE name = 'second'`)).toHaveLength(1);
  });

  it('copies the existing database before changing it, and repeats a copy that was interrupted', () => {
    const file = join(temporaryFolder(), 'omnideck.db');
    const [first] = migrations;
    if (!first) throw new Error('no migration');
    migrate(file, [first]).close();
    const writer = new Database(file);
    writer.exec(`INSERT INTO setting (key, value) VALUES ('kept', 'yes')`);
    writer.close();
    // As if a kill interrupted copying.
    writeFileSync(`${file}.before-2.unfinished`, 'half a copy');
    migrate(file, [first, { version: 2, sql: 'DROP TABLE setting' }]).close();
    const copy = `${file}.before-2`;
    expect(rowsOf(copy, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(rowsOf(copy, 'SELECT value FROM setting')).toEqual([{ value: 'yes' }]);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
  });
});

describe('a database that we may not change', () => {
  it('is refused with an explanation if it is newer, and stays the same byte for byte', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'omnideck.db');
    migrate(file, [
      ...migrations,
      { version: newest + 1, sql: 'CREATE TABLE of_tomorrow (a INTEGER) STRICT' },
    ]).close();
    const before = digest(file);
    const files = readdirSync(folder);
    const problem = await refusal(folder);
    expect(problem.code).toBe('database-newer');
    expect(englishText(problem).message).toContain('newer Omnideck');
    expect(englishText(problem).hint).toContain('Update Omnideck');
    expect(digest(file)).toBe(before);
    expect(readdirSync(folder)).toEqual(files);
  });

  it('is refused if only its log has the newer version, as after a kill of a newer Omnideck', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'omnideck.db');
    migrate(file, migrations).close();
    const elsewhere = join(temporaryFolder(), 'omnideck.db');
    writeFileSync(elsewhere, readFileSync(file));
    // The log of a writer that is still open, as after a kill.
    const writer = new Database(elsewhere);
    writer.exec(`PRAGMA journal_mode = WAL; PRAGMA user_version = ${newest + 1}`);
    writeFileSync(`${file}-wal`, readFileSync(`${elsewhere}-wal`));
    writer.close();
    const before = [digest(file), digest(`${file}-wal`)];
    expect((await refusal(folder)).code).toBe('database-newer');
    expect([digest(file), digest(`${file}-wal`)]).toEqual(before);
    expect(readdirSync(folder).toSorted()).toEqual(['omnideck.db', 'omnideck.db-wal']);
  });

  it('is refused if it belongs to another program, and stays the same byte for byte', async () => {
    for (const applicationId of [0, 252_006_675]) {
      const folder = temporaryFolder();
      const file = join(folder, 'omnideck.db');
      const db = new Database(file);
      db.exec(
        `PRAGMA application_id = ${applicationId}; CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)`,
      );
      db.close();
      const before = digest(file);
      expect((await refusal(folder)).code).toBe('database-foreign');
      expect(digest(file)).toBe(before);
      expect(readdirSync(folder)).toEqual(['omnideck.db']);
    }
  });

  it.each([
    [
      'text',
      Buffer.from(
        'These are not the bytes of a database, but there are more than a hundred of them. '.repeat(9),
      ),
    ],
    ['a few bytes', Buffer.from('SQLite')],
    ['zeros', Buffer.alloc(8_192)],
  ])('is refused if it is %s, and stays unchanged', async (_name, bytes) => {
    const folder = temporaryFolder();
    const file = join(folder, 'omnideck.db');
    writeFileSync(file, bytes);
    expect((await refusal(folder)).code).toBe('database-unreadable');
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('is reported as damaged if its pages are', async () => {
    const folder = temporaryFolder();
    const { store, file } = await openTestStore(folder);
    await addTestAccount(store, 'a');
    await store.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 100, 4_096);
    writeFileSync(file, bytes);
    expect((await refusal(folder)).code).toBe('database-damaged');
  });

  it('is reported as not being a file if it is a folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'omnideck.db'));
    const problem = await refusal(folder);
    expect(englishText(problem).message).toMatch(/\.$/u);
    expect(problem.code).toMatch(/^database-/u);
  });
});

describe('the data folder', () => {
  it('has mode 0700 and a lock with 0600, is locked by one process only, and is free again after unlocking', () => {
    const folder = join(temporaryFolder(), 'deep', 'data');
    expect(claimFolder(folder, 'console')).toEqual({ ok: true, value: { warning: null } });
    const release = takeFolder(folder);
    expect(release).not.toBeNull();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'owner.lock')).mode & 0o777).toBe(0o600);
    expect(takeFolder(folder)).toBeNull();
    release?.();
    const again = takeFolder(folder);
    expect(again).not.toBeNull();
    again?.();
  });

  it('contains the files of an open store with mode 0600', async () => {
    const { store, folder } = await openTestStore();
    await addTestAccount(store, 'a');
    await createMessage(store, 1);
    const files = readdirSync(folder).filter((name) => name.startsWith('omnideck.db'));
    expect(files).toEqual(expect.arrayContaining(['omnideck.db', 'omnideck.db-shm', 'omnideck.db-wal']));
    for (const name of files) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
  });

  it('reports a wrong version, which it reads without opening the database', () => {
    const file = join(temporaryFolder(), 'omnideck.db');
    expect(inspectDatabase(file, 1)).toEqual({ ok: true, value: { version: 0 } });
    migrate(file, migrations).close();
    expect(inspectDatabase(file, newest)).toEqual({ ok: true, value: { version: newest } });
    expect(inspectDatabase(file, newest - 1)).toMatchObject({
      ok: false,
      problem: { code: 'database-newer' },
    });
  });
});
