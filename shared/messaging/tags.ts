import { messagingProblem } from '../problems/messaging.ts';
import { isBlankText } from './blank.ts';
import { fail, ok, type Result } from './problem.ts';

/** Characters of a tag's name, as people count them. */
const longestTag = 50;

/**
 * Names of tags as they are kept: NFC, single spaces, no control characters, each once whatever its case.
 * @returns problems `tag-empty`, `tag-too-long`, each naming which of them (`field` is `add[2]`, say)
 */
export function tidyTags(names: readonly string[], field: string): Result<string[]> {
  const tidy = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const at = `${field}[${index}]`;
    const trimmed = tidyTag(name);
    if (isBlankText(trimmed)) {
      return fail(messagingProblem('tag-empty', {}, at));
    }
    if ([...trimmed].length > longestTag) {
      return fail(
        messagingProblem('tag-too-long', { tag: [...trimmed].slice(0, 20).join(''), longestTag }, at),
      );
    }
    const key = trimmed.toLowerCase();
    if (!tidy.has(key)) tidy.set(key, trimmed);
  }
  return ok([...tidy.values()]);
}

/** One name as it is kept; it may be empty then. */
export function tidyTag(name: string): string {
  return name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
}
