/**
 * The store keeps everything in one SQLite file: one writer on a worker thread, read-only workers beside it.
 * This file opens a connection and asserts what durability rests on, so that no connection is ever without it.
 */
import Database from 'better-sqlite3';

export type Connection = Database.Database;

/** "OmDk": marks a database as ours (SQLite's application_id), so that another program's is never touched. */
export const applicationId = 0x4f6d446b;

/**
 * Opens a connection with write-ahead log, `synchronous=FULL` (a commit survives a power cut, not only a killed
 * process), foreign keys, and secure deletion (an erased number's bytes are overwritten).
 * @param lockWaitMs how long another program's lock is waited for, milliseconds
 * @throws when the file can't be opened or a setting did not take.
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
    // 16 MB of log between two checkpoints: pages that change often are written back once, not four times.
    if (mode === 'write') db.pragma('wal_autocheckpoint = 4000');
    assertSettings(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens a database that may have been in other hands. Nothing that stands in its schema may call what could do harm, and
 * a page that contradicts itself is an error at once. Only a process of its own may do so (backup-process.ts): a query
 * that never ends can be stopped in no other way.
 * @throws when the file can't be opened or a setting did not take.
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

/** @throws when one of the settings that durability and integrity rest on is not in force. */
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
