/**
 * The store keeps all data in one SQLite file, with one writer on a worker thread and several read-only
 * workers. This file opens a connection and verifies the settings that durability depends on, so that no
 * connection lacks them.
 */
import Database from 'better-sqlite3';
import { addNumberDigests } from './erasure-keys.ts';

export type Connection = Database.Database;

/**
 * "OmDk" marks a database as Omnideck's (SQLite's application_id), so that another program's database is
 * never changed.
 */
export const applicationId = 0x4f6d446b;

/**
 * Opens a connection with write-ahead log, `synchronous=FULL` (a commit survives not only a killed process
 * but also a power cut), foreign keys, and secure deletion (the bytes of an erased number are overwritten).
 * @param lockWaitMs how long to wait for another program's lock, milliseconds
 * @throws if the file cannot be opened or a setting was not accepted
 */
export function openConnection(file: string, mode: 'write' | 'read', lockWaitMs = 5_000): Connection {
  const db = new Database(file, { readonly: mode === 'read', timeout: lockWaitMs });
  try {
    if (mode === 'write') db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('fullfsync = ON');
    db.pragma('checkpoint_fullfsync = ON');
    db.pragma('foreign_keys = ON');
    db.pragma('secure_delete = ON');
    db.pragma('cache_size = -32000');
    db.pragma('temp_store = MEMORY');
    db.pragma('trusted_schema = OFF');
    // The log may grow to 16 MB between two checkpoints, so that pages that change often are written back
    // once instead of four times.
    if (mode === 'write') db.pragma('wal_autocheckpoint = 4000');
    assertSettings(db);
    addNumberDigests(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens a database that somebody else may have changed. SQL in its schema cannot call dangerous functions,
 * and an inconsistent page is an error at once. Call this only in a separate process (backup-process.ts),
 * because killing the process is the only way to stop an endless query.
 * @throws if the file cannot be opened or a setting was not accepted
 */
export function openForeign(file: string): Connection {
  const db = new Database(file, { timeout: 5_000 });
  try {
    for (const [name, value] of foreignSettings) {
      db.pragma(`${name} = ${value}`);
      if (db.pragma(name, { simple: true }) !== value) throw new Error(`SQLite setting ${name} did not take`);
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const foreignSettings = [
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['mmap_size', 0],
] as const;

/** Checks the whole database. @throws SQLite's error for damage if SQLite finds the database damaged */
export function assertWhole(db: Connection): void {
  const found = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new Database.SqliteError(String(found), 'SQLITE_CORRUPT');
}

/**
 * Verifies the settings of a connection.
 * @throws if one of the settings that durability and integrity depend on is not active
 */
export function assertSettings(db: Connection): void {
  const wanted: readonly (readonly [string, string | number])[] = [
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['secure_delete', 1],
    ['fullfsync', 1],
    ['trusted_schema', 0],
  ];
  for (const [name, value] of wanted) {
    const got = db.pragma(name, { simple: true });
    if (got !== value) throw new Error(`SQLite setting ${name} is ${String(got)}, not ${String(value)}`);
  }
}
