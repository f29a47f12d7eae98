import type { Problem } from '../messaging/problem.ts';

/** A failure as JSON for programs holds it: without what only our own programs read. */
export function errorJson({ code, field, message, hint }: Problem) {
  return { code, field, message, hint };
}
