/** Which pages of the order are loaded; distant pages are dropped. */
import type { ListRows } from './list-rows.ts';
import type { Place } from './row-order.ts';

/**
 * The maximum number of rows, and how many pages are dropped at once: rarely, because dropping moves the
 * list.
 */
const mostRows = 12_000;
const pagesDropped = 20;

/** The cursor by which a page was loaded, and its start in the loading direction. */
type Mark = { readonly token: string | null; readonly first: Place | null };

export type ListPages = ReturnType<typeof createListPages>;

export function createListPages({ order, keep }: ListRows) {
  let marks: Mark[] = [];
  /** The first page that is kept; earlier ones were dropped. */
  let low = 0;
  let next: string | null = null;
  let fromEnd = false;

  /** The order in the loading direction. */
  const along = (one: Place, other: Place) => (fromEnd ? order(other, one) : order(one, other));

  return {
    along,
    /** The cursor of the next page; null if there are no further pages. */
    next: () => next,
    isFromEnd: () => fromEnd,
    ends: () => ({
      atStart: fromEnd ? next === null : low === 0,
      atEnd: fromEnd ? low === 0 : next === null,
    }),
    isAtTop: () => !fromEnd && low === 0 && marks.length <= 1,
    /** Sets the end from which pages are loaded from now on. */
    restart(atTheEnd: boolean) {
      fromEnd = atTheEnd;
    },
    loadFirst(first: Place | null, after: string | null) {
      marks = [{ token: null, first }];
      low = 0;
      next = after;
    },
    /** Adds the next page. @returns the ids without those of pages that are now too far behind */
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
    /** Returns where the kept pages begin, and the cursor of the page before; null if none was dropped. */
    before(): { readonly boundary: Place; readonly token: string | null } | null {
      const boundary = marks[low]?.first;
      return low === 0 || !boundary ? null : { boundary, token: marks[low - 1]?.token ?? null };
    },
    /** Adds the page before again. @returns the ids without those of pages that are now too far ahead */
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
