import { type Problem, problem } from '../../../shared/messaging/problem.ts';
import { StoreFailure } from './store-failure.ts';

/** The problem of a database that another program keeps locked. */
export const databaseBusy = problem(
  'database-busy',
  "Another program has locked Omnideck's database.",
  'Close the program that has it open (a database viewer or a backup tool, for example), then try again.',
);

/** The problem of a database that is damaged, where no good backup of it is known. */
export const databaseDamaged = problem(
  'database-damaged',
  "Omnideck's database is damaged.",
  'Copy the data folder to a safe place. There is no good backup in it: restore one from elsewhere with "omnideck restore FILE", or choose another data folder with --data.',
);

/** The code of a call to a thread that has died. */
export const threadDied = 'THREAD_DIED';

/** The problem of a thread of the store that has died. */
export function deadPart(part: 'writer' | 'reader'): Problem {
  return part === 'writer'
    ? problem(
        'writer-died',
        'The part of Omnideck that writes to the database has stopped.',
        'Nothing is sent and no report is kept until you restart Omnideck.',
      )
    : problem(
        'reader-died',
        'A part of Omnideck that reads the database has stopped.',
        'Restart Omnideck: what it shows may be incomplete until then.',
      );
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
  if (code === threadDied) {
    return problem(
      'part-died',
      'A part of Omnideck that this needs has stopped, so it was not done.',
      'Restart Omnideck, then do it again.',
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return databaseBusy;
  return null;
}
