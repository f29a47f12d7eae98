import { parseDocument } from 'yaml';
import { forgetNumber, mayHold } from '../../../../../shared/messaging/forget-number.ts';

/**
 * The texts and names that a file says, without the escapes and breaks of its writing; null where it can't be read.
 * Scalars are as they are written: a number is a text.
 */
export function saidIn(yaml: string): unknown {
  try {
    const document = parseDocument(yaml, { schema: 'failsafe' });
    return document.errors.length > 0 ? null : (document.toJS() as unknown);
  } catch {
    return null;
  }
}

/** Digits that stand as escapes are not to be seen in the text itself. */
const hasEscapes = /\\[xuU]/u;

/** Whether it is worth looking closely: false, it names the number nowhere. */
export function mayName(yaml: string, number: string): boolean {
  return mayHold(yaml, number) || hasEscapes.test(yaml);
}

/**
 * Looks for a number in a file of a person's own (YAML): in what it says, and in its comments.
 * @returns null: it isn't in it; `rest`: the file without it, null where it can't be taken out so that the file goes on
 *   being one
 */
export function withoutNumber(yaml: string, number: string): { readonly rest: string | null } | null {
  if (!mayName(yaml, number)) return null;
  const said = saidIn(yaml);
  const { value, found } = forgetNumber(yaml, number);
  // One that can't be read may have it in any writing.
  const isSaid = said === null ? mayHold(yaml, number) : forgetNumber(said, number).found > 0;
  if (found === 0 && !isSaid) return null;
  const rest = String(value);
  const left = saidIn(rest);
  return { rest: left === null || forgetNumber(left, number).found > 0 ? null : rest };
}
