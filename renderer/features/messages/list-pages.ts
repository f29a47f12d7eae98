/** Which pages of the order are loaded, from where to where; pages that are far away are dropped. */
import type { ListRows } from './list-rows.ts';
import type { Place } from './row-order.ts';

/** So many rows are kept at most, and so many pages dropped at once: seldom, since the list must be moved for it. */
const mostRows = 12_000;
const pagesDropped = 20;

/** How a page was asked for, and where it begins in the direction of loading. */
type Mark = { readonly token: string | null; readonly first: Place | null };

export type ListPages = ReturnType<typeof createListPages>;

export function createListPages({ order, keep }: ListRows) {
  let marks: Mark[] = [];
  /** The first page that is kept; those before it were dropped. */
  let low = 0;
  let next: string | null = null;
  let fromEnd = false;

  /** The order in the direction of loading. */
  const along = (one: Place, other: Place) => (fromEnd ? order(other, one) : order(one, other));

  return {
    along,
    /** What the next page is asked for with; null: there is no further page. */
    next: () => next,
    isFromEnd: () => fromEnd,
    ends: () => ({
      atStart: fromEnd ? next === null : low === 0,
      atEnd: fromEnd ? low === 0 : next === null,
    }),
    isAtTop: () => !fromEnd && low === 0 && marks.length <= 1,
    /** From which end pages are loaded from now on. */
    restart(atTheEnd: boolean) {
      fromEnd = atTheEnd;
    },
    loadFirst(first: Place | null, after: string | null) {
      marks = [{ token: null, first }];
      low = 0;
      next = after;
    },
    /** The next page is loaded. @returns the ids without those of pages that are now far behind */
    loadFurther(mark: Mark, after: string | null, insert: () => readonly string[]): readonly string[] {
      marks.push(mark);
      next = after;
      const ids = insert();
      const to = Math.min(low + pagesDropped, marks.length - 1);
      const first = marks[to]?.first;
      if (ids.length <= mostRows || to <= low || !first) return ids;
      low = to;
      return keep(ids, (place) => along(place, first) >= 0);
    },
    /** Where the kept pages begin, and how the page before them is asked for; null: it was never dropped. */
    before(): { readonly boundary: Place; readonly token: string | null } | null {
      const boundary = marks[low]?.first;
      return low === 0 || !boundary ? null : { boundary, token: marks[low - 1]?.token ?? null };
    },
    /** The page before is loaded again. @returns the ids without those of pages that are now far ahead */
    loadBefore(first: Place, insert: () => readonly string[]): readonly string[] {
      low -= 1;
      marks[low] = { token: marks[low]?.token ?? null, first };
      const ids = insert();
      const to = Math.max(marks.length - pagesDropped, low + 1);
      const mark = marks[to];
      const cut = mark?.first;
      if (ids.length <= mostRows || !mark || !cut) return ids;
      next = mark.token;
      marks = marks.slice(0, to);
      return keep(ids, (place) => along(place, cut) < 0);
    },
  };
}
