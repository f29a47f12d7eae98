import { messagingProblem } from '../problems/messaging.ts';
import type { Problem } from './problem.ts';

/** Returns the problem of a draft whose format this version does not know. */
export function draftUnreadable(): Problem {
  return messagingProblem('draft-unreadable');
}
