import { fail, type Problem } from '../../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../../shared/problems/backups.ts';

/** An expected failure in the middle of work with a database file; told as its problem. */
export class FileFault extends Error {
  readonly problem: Problem;
  constructor(why: Problem) {
    super(why.message);
    this.name = 'FileFault';
    this.problem = why;
  }
}

/** The person stopped it. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
    this.name = 'Stopped';
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What went wrong with a file, as a problem; anything that is not the disk's doing is a bug and thrown on. */
function diskProblem(error: unknown, file: string): Problem {
  if (error instanceof FileFault) return error.problem;
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
