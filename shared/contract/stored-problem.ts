/**
 * Reads problems that older versions stored in databases and exports. Before contract version 3, `message`
 * was called `sentence`, and `hint` was called `mend`.
 */
import type { ProblemView } from './common.ts';

/** Returns a problem of an earlier version with the current names; returns any other value unchanged. */
export function withTodaysNames<T>(value: T): T {
  if (typeof value !== 'object' || value === null || !('sentence' in value && 'mend' in value)) return value;
  const { sentence, mend, ...others } = value;
  return { ...others, message: sentence, hint: mend } as T;
}

/**
 * Parses JSON that contains problems, and gives all of them the current names. @throws if the text is not
 * JSON
 */
export function parseWithProblems(text: string): unknown {
  return JSON.parse(text, (_name, value: unknown) => withTodaysNames(value));
}

/** Parses a stored problem. @param text a problem as any version stored it, or null if there is none */
export function storedProblem(text: string | null): ProblemView | null {
  // Every version stored complete problems in these columns.
  return text === null ? null : (parseWithProblems(text) as ProblemView);
}
