/** Writes files completely or not at all, and never over another file. */

import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';

/** Gives a finished file its final name. @returns false if another file has this name */
export function giveName(part: string, target: string): boolean {
  try {
    linkSync(part, target);
    unlinkSync(part);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    // A file system without links.
    if (existsSync(target)) return false;
    renameSync(part, target);
    return true;
  }
}

export function fileExists(file: string): Problem {
  return backupsProblem('file-exists', { file }, 'file');
}

/** Waits until a file, or a folder's entries, are on disk. */
export function syncPath(path: string): void {
  // Windows cannot open folders; the file system's own journal must be enough there.
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Deletes a database with all files that SQLite put beside it. */
export function removeDatabase(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
}

/** Formats a time for a file's name: "2026-11-25T02-17-05Z". */
export function stampOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}
