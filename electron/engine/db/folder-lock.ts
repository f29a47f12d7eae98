import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Locks the data folder for this process; claimFolder is called first.
 * @returns a function that releases the lock, or null if another process (or another console in this process)
 * holds it
 * @throws if the folder cannot be written
 */
export function takeFolder(folder: string): (() => void) | null {
  return takeLock(join(folder, 'owner.lock'));
}

/**
 * Locks a file for this process. The lock is SQLite's own lock on a small file. The operating system releases it when
 * the process ends for any reason, so no stale lock can remain.
 * @returns a function that releases the lock, or null if somebody else holds it or has just removed the file
 * @throws if the file cannot be written
 */
export function takeLock(file: string): (() => void) | null {
  const db = new Database(file, { timeout: 0 });
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
    chmodSync(file, 0o600);
    return () => db.close();
  } catch (error) {
    db.close();
    // The file was opened, so it existed then: its last holder has removed it since.
    if (isBusy(error) || !existsSync(file)) return null;
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
