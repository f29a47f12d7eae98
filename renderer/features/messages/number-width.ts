import type { MessageRow } from '../../../shared/contract/messages.ts';

/** Pixels of one figure in a row; a number is never cut, and takes no more room than the longest that is listed. */
const figure = 7.7;
const shortest = 12;
/** What the groups of a number stand apart, all together. */
const gaps = 14;

/** @returns how wide the column of numbers must be, pixels */
export function numberWidth(
  ids: readonly string[],
  rows: ReadonlyMap<string, Pick<MessageRow, 'to'>>,
): number {
  let longest = shortest;
  for (const id of ids) longest = Math.max(longest, rows.get(id)?.to.length ?? 0);
  return Math.ceil(longest * figure + gaps);
}
