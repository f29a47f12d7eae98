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
 * @throws when the file can't be opened or a setting did not take.
 */
export function openConnection(file: string, mode: 'write' | 'read'): Connection {
  const db = new Database(file, { readonly: mode === 'read', timeout: 5_000 });
  try {
    if (mode === 'write') db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('fullfsync = ON');
    db.pragma('checkpoint_fullfsync = ON');
    db.pragma('foreign_keys = ON');
    db.pragma('secure_delete = ON');
    db.pragma('cache_size = -32000');
    db.pragma('temp_store = MEMORY');
    // 16 MB of log between two checkpoints: pages that change often are written back once, not four times.
    if (mode === 'write') db.pragma('wal_autocheckpoint = 4000');
    assertSettings(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** @throws when one of the settings that durability and integrity rest on is not in force. */
export function assertSettings(db: Connection): void {
  const wanted: readonly (readonly [string, string | number])[] = [
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['secure_delete', 1],
    ['fullfsync', 1],
  ];
  for (const [name, value] of wanted) {
    const got = db.pragma(name, { simple: true });
    if (got !== value) throw new Error(`SQLite setting ${name} is ${String(got)}, not ${String(value)}`);
  }
}
