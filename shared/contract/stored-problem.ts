/** Problems as databases and exports hold them. Before contract 3, `message` was called `sentence`, and `hint` was called `mend`. */
import type { ProblemView } from './common.ts';

/** Returns a problem that an earlier version wrote with today's names; any other value as it is. */
export function withTodaysNames<T>(value: T): T {
  if (typeof value !== 'object' || value === null || !('sentence' in value && 'mend' in value)) return value;
  const { sentence, mend, ...others } = value;
  return { ...others, message: sentence, hint: mend } as T;
}

/** Parses JSON that holds problems, with today's names in all of them. @throws where it is not JSON */
export function parseWithProblems(text: string): unknown {
  return JSON.parse(text, (_name, value: unknown) => withTodaysNames(value));
}

/** @param text a problem as any version stored it, or null where there is none */
export function storedProblem(text: string | null): ProblemView | null {
  // Each version stored whole problems in these columns.
  return text === null ? null : (parseWithProblems(text) as ProblemView);
}
