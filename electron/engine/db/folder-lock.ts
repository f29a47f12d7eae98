import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Takes the data folder for this process; claimFolder comes first. The lock is SQLite's own on a small file: the operating system ends it
 * with the process, however it dies, so no stale lock can be left.
 * @returns a function that gives it back, or null where another process (or another console here) has it.
 * @throws when the folder can't be written.
 */
export function takeFolder(folder: string): (() => void) | null {
  const file = join(folder, 'owner.lock');
  const db = new Database(file, { timeout: 0 });
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
    chmodSync(file, 0o600);
    return () => db.close();
  } catch (error) {
    db.close();
    if (isBusy(error)) return null;
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
