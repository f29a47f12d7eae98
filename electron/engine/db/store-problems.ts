import type { Problem } from '../../../shared/messaging/problem.ts';
import { databaseProblem } from '../../../shared/problems/database.ts';
import { StoreFailure } from './store-failure.ts';

/** The problem of a database that another program has locked. */
export const databaseBusy = databaseProblem('database-busy');

/** The problem of a damaged database without a known good backup. */
export const databaseDamaged = databaseProblem('database-damaged');

/** The error code of a call to a dead thread: the call was not performed. */
export const threadDied = 'THREAD_DIED';

/** The error code of a call that a thread had received when it died: the call may have been performed. */
export const threadInterrupted = 'THREAD_INTERRUPTED';

/** The error of a write that was refused, because the files of the database are gone. */
export const filesGone = { message: 'the files of the database are gone', code: 'DATABASE_GONE' } as const;

/** Returns whether the call failed because its thread died. */
export function isThreadDeath(error: unknown): boolean {
  return error instanceof StoreFailure && (error.code === threadDied || error.code === threadInterrupted);
}

/** Returns the problem of a dead thread of the store. */
export function deadPart(part: 'writer' | 'reader'): Problem {
  return part === 'writer' ? databaseProblem('writer-died') : databaseProblem('reader-died');
}

/** The problem of a writer that died and was started again after a check of the database. */
export const writerRestarted = databaseProblem('writer-restarted');

/** Returns whether SQLite found the database file damaged. */
export function isDamage(error: unknown): boolean {
  const code = error instanceof StoreFailure ? error.code : null;
  return code !== null && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}

/**
 * Converts an error caused by the disk or another program to a problem; returns null for an internal error.
 */
export function storeProblem(error: unknown): Problem | null {
  const code = error instanceof StoreFailure ? error.code : null;
  if (code === null) return null;
  if (code === 'SQLITE_FULL') {
    return databaseProblem('disk-full');
  }
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_READONLY')) {
    return databaseProblem('disk-failed', { code });
  }
  if (code === filesGone.code) return databaseProblem('database-gone');
  if (code === threadDied) return databaseProblem('part-died');
  if (code === threadInterrupted) return databaseProblem('part-died/interrupted');
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return databaseBusy;
  return null;
}
