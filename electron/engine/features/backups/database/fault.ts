import { fail, type Problem, problem } from '../../../../../shared/messaging/problem.ts';

/** An expected failure in the middle of work with a database file; told as its problem. */
export class ArchiveFault extends Error {
  readonly problem: Problem;
  constructor(why: Problem) {
    super(why.sentence);
    this.name = 'ArchiveFault';
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
  if (error instanceof ArchiveFault) return error.problem;
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'SQLITE_FULL' || code === 'EDQUOT') {
    return problem(
      'disk-full',
      'The disk is full, so this was not done; nothing is left of it.',
      'Make room, then do it again.',
    );
  }
  if (/^E[A-Z]+$/u.test(code) || code.startsWith('SQLITE_')) {
    return problem(
      'file-failed',
      `${file} could not be read or written (${code}).`,
      'See that the place is there and yours to write to.',
      'file',
    );
  }
  throw error;
}

export function failed(error: unknown, file: string): { readonly ok: false; readonly problem: Problem } {
  return fail(diskProblem(error, file));
}
