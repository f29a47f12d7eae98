import type { MessageRow } from '../../../shared/contract/messages.ts';

/**
 * The width of a digit in a row, pixels; a number is never cut, and takes no more space than the longest
 * listed one.
 */
const figure = 7.7;
const shortest = 12;
/** The total width of the spaces between a number's groups. */
const gaps = 14;

/** Returns the width of the number column, pixels. */
export function numberWidth(
  ids: readonly string[],
  rows: ReadonlyMap<string, Pick<MessageRow, 'to'>>,
): number {
  let longest = shortest;
  for (const id of ids) longest = Math.max(longest, rows.get(id)?.to.length ?? 0);
  return Math.ceil(longest * figure + gaps);
}
