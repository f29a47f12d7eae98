/** A problem as the error of a call whose answer has no place for one. */
import { ORPCError } from '@orpc/contract';
import type { Problem } from '../messaging/problem.ts';
import { problemSchema } from './schemas.ts';

export function problemError(why: Problem): ORPCError<'SERVICE_UNAVAILABLE', Problem> {
  return new ORPCError('SERVICE_UNAVAILABLE', { message: why.sentence, data: why });
}

/** Returns the problem that an error of a call carries; null where it carries none. */
export function problemOfError(error: unknown): Problem | null {
  if (!(error instanceof ORPCError)) return null;
  const read = problemSchema.safeParse(error.data);
  return read.success ? read.data : null;
}
