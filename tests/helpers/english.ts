/** Adds the English texts of problems to answers, so that tests can compare what people read. */
import type { Problem } from '../../shared/messaging/problem.ts';
import { englishText } from '../../shared/problems/english-text.ts';

function isProblem(value: object): value is Problem {
  return 'code' in value && typeof value.code === 'string' && 'field' in value;
}

function withTexts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withTexts);
  const entries = Object.entries(value).map(([key, inner]) => [key, withTexts(inner)] as const);
  return { ...Object.fromEntries(entries), ...(isProblem(value) ? englishText(value) : {}) };
}

/** Returns the value, in which every problem also has its English message and hint. */
export function inEnglish<T>(value: T): T {
  // Only the two texts of problems are added, which the type has as optional.
  return withTexts(value) as T;
}
