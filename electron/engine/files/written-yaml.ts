import { forgetNumber, mayHold } from '../../../shared/messaging/forget-number.ts';
import { parseYaml } from '../../../shared/plans/parse-yaml.ts';

/**
 * Returns the texts and names in a file, without escapes and line breaks of its notation; null if it cannot
 * be parsed. Scalars are kept as written: a number is a text.
 */
export function parsedYaml(yaml: string): unknown {
  return parseYaml(yaml, 'failsafe').toJS();
}

/** Escaped digits are not visible in the text itself. */
const hasEscapes = /\\[xuU]/u;

/** Returns whether a closer look is worthwhile; false means that the file does not contain the number. */
export function mayName(yaml: string, number: string): boolean {
  return mayHold(yaml, number) || hasEscapes.test(yaml);
}

/**
 * Searches for a number in a user's file (YAML): in its content and in its comments.
 * @returns null if it is not there; `rest`: the file without it, or null if it cannot be removed without
 * breaking
 * the file
 */
export function withoutNumber(yaml: string, number: string): { readonly rest: string | null } | null {
  if (!mayName(yaml, number)) return null;
  const parsed = parsedYaml(yaml);
  const { value, found } = forgetNumber(yaml, number);
  // A file that cannot be parsed may contain it in any notation.
  const isThere = parsed === null ? mayHold(yaml, number) : forgetNumber(parsed, number).found > 0;
  if (found === 0 && !isThere) return null;
  const rest = String(value);
  const left = parsedYaml(rest);
  return { rest: left === null || forgetNumber(left, number).found > 0 ? null : rest };
}
