/** Carries a problem as the error of a call whose answer type has no problem. */
import { ORPCError } from '@orpc/contract';
import type { Problem } from '../messaging/problem.ts';

export function problemError(why: Problem): ORPCError<'SERVICE_UNAVAILABLE', Problem> {
  return new ORPCError('SERVICE_UNAVAILABLE', { message: why.code, data: why });
}

/** Returns the problem that an error of a call carries; null if there is none. */
export function problemOfError(error: unknown): Problem | null {
  if (!(error instanceof ORPCError)) return null;
  const data: unknown = error.data;
  return isProblem(data) ? data : null;
}

/**
 * Checks without the contract's schemas: this runs in the window's first script, of which they would be a
 * fifth.
 */
function isProblem(data: unknown): data is Problem {
  if (typeof data !== 'object' || data === null) return false;
  if (!('code' in data && 'field' in data)) return false;
  const { code, field } = data;
  return typeof code === 'string' && (field === null || typeof field === 'string');
}
