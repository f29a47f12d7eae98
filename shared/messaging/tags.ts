import { messagingProblem } from '../problems/messaging.ts';
import { isBlankText } from './blank.ts';
import { fail, ok, type Result } from './problem.ts';

/** The maximum length of a tag's name, in visible characters. */
const longestTag = 50;

/**
 * Returns names of tags as stored: NFC, single spaces, no control characters, each once, ignoring case.
 * @returns problems `tag-empty`, `tag-too-long`, each with the affected name (`field` is, for example,
 * `add[2]`)
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

/** Returns one name as stored; it may become empty. */
export function tidyTag(name: string): string {
  return name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
}
