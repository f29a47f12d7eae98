import { type Problem, problem } from './problem.ts';

/** A draft of a shape that this version doesn't know. */
export function draftUnreadable(): Problem {
  return problem(
    'draft-unreadable',
    'This draft was written by another version, so it can not be shown.',
    'Open it with the version that wrote it.',
  );
}
