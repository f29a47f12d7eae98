import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Takes the data folder for this process. The lock is SQLite's own on a small file: the operating system ends it
 * with the process, however it dies, so no stale lock can be left.
 * @returns a function that gives it back, or null where another process (or another console here) has it.
 * @throws when the folder can't be made or written.
 */
export function takeFolder(folder: string): (() => void) | null {
  makeFolder(folder);
  chmodSync(folder, 0o700);
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

/** Makes a folder and those above it. Node's own recursive mkdir never ends where a file system has no room for any (/proc). */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = dirname(folder);
  if (!existsSync(above)) makeFolder(above);
  mkdirSync(folder, { mode: 0o700 });
}
