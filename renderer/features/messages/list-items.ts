/** The rendered list: rows with days as headers. */
import type { MessageRow } from '../../../shared/contract/messages.ts';

export type ListItem =
  | { readonly kind: 'day'; readonly startAt: number }
  | { readonly kind: 'row'; readonly id: string };

type Times = Pick<MessageRow, 'createdAt' | 'sendAt'>;
type Rows = ReadonlyMap<string, Times>;
/** The time that decides under which day a row is listed. */
type TimeOf = (row: Times) => number;

const writtenAt: TimeOf = (row) => row.createdAt;
type StartOfDay = (at: number) => number;

const longestDayMs = 25 * 60 * 60 * 1000;

/** Adds rows to `items`, under their last day or under new ones. */
function addRows(
  items: ListItem[],
  ids: readonly string[],
  rows: Rows,
  startOfDay: StartOfDay,
  timeOf: TimeOf,
): void {
  const open = items.findLast((item) => item.kind === 'day');
  let dayStart = open ? open.startAt : Number.POSITIVE_INFINITY;
  let dayEnd = open ? startOfDay(dayStart + longestDayMs) : Number.NEGATIVE_INFINITY;
  for (const id of ids) {
    const row = rows.get(id);
    if (row === undefined) continue;
    const at = timeOf(row);
    if (at < dayStart || at >= dayEnd) {
      dayStart = startOfDay(at);
      dayEnd = startOfDay(dayStart + longestDayMs);
      items.push({ kind: 'day', startAt: dayStart });
    }
    items.push({ kind: 'row', id });
  }
}

/**
 * Returns the rows with a header before the first row of each day.
 * @param startOfDay returns the local midnight before a time; called once a day, because calendars are slow
 * for 100,000 rows
 */
export function listItems(
  ids: readonly string[],
  rows: Rows,
  startOfDay: StartOfDay,
  timeOf: TimeOf = writtenAt,
): readonly ListItem[] {
  const items: ListItem[] = [];
  addRows(items, ids, rows, startOfDay, timeOf);
  return items;
}

/**
 * Returns whether `part` occurs in `whole` from index `from` on. The ids are the same strings, so this is
 * fast.
 */
function standsIn(whole: readonly string[], part: readonly string[], from: number): boolean {
  return part.every((id, index) => id === whole[from + index]);
}

/** Returns listItems with a cache: an added page, or rows added above, cost only their own size. */
export function createLister(
  startOfDay: StartOfDay,
  timeOf: TimeOf = writtenAt,
): (ids: readonly string[], rows: Rows) => readonly ListItem[] {
  let lastIds: readonly string[] = [];
  let last: readonly ListItem[] = [];

  function below(ids: readonly string[], rows: Rows): readonly ListItem[] {
    const items = last.slice();
    addRows(items, ids.slice(lastIds.length), rows, startOfDay, timeOf);
    return items;
  }

  function above(ids: readonly string[], rows: Rows): readonly ListItem[] {
    const items = [...listItems(ids.slice(0, ids.length - lastIds.length), rows, startOfDay, timeOf)];
    const day = items.findLast((item) => item.kind === 'day');
    const [first] = last;
    const sameDay = first?.kind === 'day' && first.startAt === day?.startAt;
    return items.concat(sameDay ? last.slice(1) : last);
  }

  return (ids, rows) => {
    if (ids === lastIds) return last;
    const added = ids.length - lastIds.length;
    if (last.length > 0 && added >= 0 && standsIn(ids, lastIds, 0)) last = below(ids, rows);
    else if (last.length > 0 && added >= 0 && standsIn(ids, lastIds, added)) last = above(ids, rows);
    else last = listItems(ids, rows, startOfDay, timeOf);
    lastIds = ids;
    return last;
  };
}
