import type { Problem } from '../../shared/messaging/problem.ts';

/** A call that was refused, as the console would refuse it. */
export class ReadingRefused extends Error {
  readonly problem: Problem;
  constructor(why: Problem) {
    super(why.code);
    this.problem = why;
  }
}
