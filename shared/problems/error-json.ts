import type { Problem } from '../messaging/problem.ts';
import { englishText } from './english-text.ts';

/** Returns a failure as programs get it in JSON: its code and field, with its texts in English. */
export function errorJson(problem: Problem) {
  const { code, field } = problem;
  return { code, field, ...englishText(problem) };
}
