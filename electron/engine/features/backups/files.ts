/** Files that are written whole or not at all, and never in the place of another. */

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

/** @returns whether the finished file has the name now; false: another file has it */
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

/** Waits until a file, or what a folder holds, is on the disk. */
export function syncPath(path: string): void {
  // Windows opens no folder; there the file system's own journal has to do.
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Removes a database with all that SQLite put beside it. */
export function removeDatabase(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
}

/** A moment as a part of a file's name: "2026-11-25T02-17-05Z". */
export function stampOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}
