import { type Problem, problem } from '../../../shared/messaging/problem.ts';
import { StoreFailure } from './worker-client.ts';

/** The problem of a database that another program keeps locked. */
export const databaseBusy = problem(
  'database-busy',
  "Another program has locked Omnideck's database.",
  'Close the program that has it open (a database viewer or a backup tool, for example), then try again.',
);

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
    return problem(
      'disk-full',
      'The disk is full, so this could not be written down and was not done.',
      'Make room on the disk of the data folder, then do it again.',
    );
  }
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_READONLY')) {
    return problem(
      'disk-failed',
      `The disk refused what was to be written (${code}), so it was not done.`,
      'See that the data folder can be written, then do it again.',
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return databaseBusy;
  return null;
}
