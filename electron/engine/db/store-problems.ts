import type { Problem } from '../../../shared/messaging/problem.ts';
import { databaseProblem } from '../../../shared/problems/database.ts';
import { StoreFailure } from './store-failure.ts';

/** The problem of a database that another program keeps locked. */
export const databaseBusy = databaseProblem('database-busy');

/** The problem of a database that is damaged, where no good backup of it is known. */
export const databaseDamaged = databaseProblem('database-damaged');

/** The code of a call to a thread that has died. */
export const threadDied = 'THREAD_DIED';

/** The problem of a thread of the store that has died. */
export function deadPart(part: 'writer' | 'reader'): Problem {
  return part === 'writer' ? databaseProblem('writer-died') : databaseProblem('reader-died');
}

/** Whether SQLite found that the file itself is damaged. */
export function isDamage(error: unknown): boolean {
  const code = error instanceof StoreFailure ? error.code : null;
  return code !== null && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}

/** Returns what a disk or another program did to the database as a problem; null for an internal error. */
export function storeProblem(error: unknown): Problem | null {
  const code = error instanceof StoreFailure ? error.code : null;
  if (code === null) return null;
  if (code === 'SQLITE_FULL') {
    return databaseProblem('disk-full');
  }
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_READONLY')) {
    return databaseProblem('disk-failed', { code });
  }
  if (code === threadDied) {
    return databaseProblem('part-died');
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return databaseBusy;
  return null;
}
