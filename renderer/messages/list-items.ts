/** The list as it is drawn: days as headers among the rows. */
import type { MessageRow } from '../../shared/contract/schemas.ts';

export type ListItem =
  | { readonly kind: 'day'; readonly startAt: number }
  | { readonly kind: 'row'; readonly id: string };

const longestDayMs = 25 * 60 * 60 * 1000;

/**
 * @param startOfDay the local midnight before a time; asked once a day, since a calendar is slow for 100,000 rows
 * @returns a header before the first row of each day, newest first
 */
export function listItems(
  ids: readonly string[],
  rows: ReadonlyMap<string, MessageRow>,
  startOfDay: (at: number) => number,
): ListItem[] {
  const items: ListItem[] = [];
  let dayStart = Number.POSITIVE_INFINITY;
  let dayEnd = Number.NEGATIVE_INFINITY;
  for (const id of ids) {
    const at = rows.get(id)?.createdAt;
    if (at === undefined) continue;
    if (at < dayStart || at >= dayEnd) {
      dayStart = startOfDay(at);
      dayEnd = startOfDay(dayStart + longestDayMs);
      items.push({ kind: 'day', startAt: dayStart });
    }
    items.push({ kind: 'row', id });
  }
  return items;
}
