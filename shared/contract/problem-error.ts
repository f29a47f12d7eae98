/** A problem as the error of a call whose answer has no place for one. */
import { ORPCError } from '@orpc/contract';
import type { Problem } from '../messaging/problem.ts';

export function problemError(why: Problem): ORPCError<'SERVICE_UNAVAILABLE', Problem> {
  return new ORPCError('SERVICE_UNAVAILABLE', { message: why.message, data: why });
}

/** Returns the problem that an error of a call carries; null where it carries none. */
export function problemOfError(error: unknown): Problem | null {
  if (!(error instanceof ORPCError)) return null;
  const data: unknown = error.data;
  return isProblem(data) ? data : null;
}

/** Without the contract's schemas: the window's first screen asks this, and they would be a fifth of its code. */
function isProblem(data: unknown): data is Problem {
  if (typeof data !== 'object' || data === null) return false;
  if (!('code' in data && 'field' in data && 'message' in data && 'hint' in data)) return false;
  const { code, field, message, hint } = data;
  return (
    [code, message, hint].every((text) => typeof text === 'string') &&
    (field === null || typeof field === 'string')
  );
}
