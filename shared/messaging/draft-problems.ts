import { messagingProblem } from '../problems/messaging.ts';
import type { Problem } from './problem.ts';

/** A draft of a shape that this version doesn't know. */
export function draftUnreadable(): Problem {
  return messagingProblem('draft-unreadable');
}
