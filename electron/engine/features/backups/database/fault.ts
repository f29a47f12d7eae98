import { fail, type Problem } from '../../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../../shared/problems/backups.ts';
import { NotPlainFile } from '../../../files/plain-file.ts';

/** An expected failure while working with a database file; reported as its problem. */
export class FileFault extends Error {
  readonly problem: Problem;
  constructor(why: Problem) {
    super(why.code);
    this.name = 'FileFault';
    this.problem = why;
  }
}

/** Thrown when the user stopped the work. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
    this.name = 'Stopped';
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * Converts an error with a file to a problem; rethrows anything not caused by the disk, because it is a bug.
 */
function diskProblem(error: unknown, file: string): Problem {
  if (error instanceof FileFault) return error.problem;
  if (error instanceof NotPlainFile) return backupsProblem('not-plain-file', { file }, 'file');
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'SQLITE_FULL' || code === 'EDQUOT') {
    return backupsProblem('disk-full');
  }
  if (/^E[A-Z]+$/u.test(code) || code.startsWith('SQLITE_')) {
    return backupsProblem('file-failed', { file, code }, 'file');
  }
  throw error;
}

export function failed(error: unknown, file: string): { readonly ok: false; readonly problem: Problem } {
  return fail(diskProblem(error, file));
}
