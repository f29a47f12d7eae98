import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { ListItem } from './list-items.ts';

type Drawn = { readonly items: readonly ListItem[]; readonly starts: Float64Array };

/** @returns where each item begins, pixels from the top of the list */
export function startsOf(items: readonly ListItem[], heightOf: (item: ListItem) => number): Float64Array {
  const starts = new Float64Array(items.length + 1);
  items.forEach((item, index) => {
    starts[index + 1] = (starts[index] ?? 0) + heightOf(item);
  });
  return starts;
}

/** The first item that ends below a place, by halving. */
function itemAt(starts: Float64Array, top: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle + 1] ?? Number.POSITIVE_INFINITY) > top) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How far the list must be moved so that what stood at `top` stands there again; 0 where none of it is left. */
export function movedBy(before: Drawn, after: Drawn, top: number): number {
  const most = 200;
  const from = itemAt(before.starts, top);
  for (let index = from; index < Math.min(before.items.length, from + most); index += 1) {
    const item = before.items[index];
    if (item?.kind !== 'row') continue;
    const now = after.items.findIndex((each) => each.kind === 'row' && each.id === item.id);
    if (now >= 0) return (after.starts[now] ?? 0) - (before.starts[index] ?? 0);
  }
  return 0;
}

/**
 * Keeps what one reads in its place when rows come in or go above it. At the very top the list follows what is new.
 * @param topOf how far it was scrolled when it was last told: to ask the page itself would have it laid out again, and
 *   where the list has become shorter, the page has moved it before it can be asked
 * @param following whether the list begins with the very first, so that its top is the place for what is new
 * @param listed another text, another list: nothing is kept
 */
export function useHeldPlace(
  scroller: RefObject<HTMLElement | null>,
  topOf: () => number,
  drawn: Drawn,
  following: boolean,
  listed: string,
): void {
  const before = useRef({ drawn, listed });
  /** Where it was moved to, until the page has told of it. */
  const moved = useRef<number | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const told = () => {
      moved.current = null;
    };
    element.addEventListener('scroll', told, { passive: true });
    return () => element.removeEventListener('scroll', told);
  }, [scroller]);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { drawn, listed };
    const element = scroller.current;
    if (!element || was.drawn === drawn || was.listed !== listed) return;
    const top = moved.current ?? topOf();
    if (following && top < (was.drawn.starts[2] ?? 0)) return;
    const by = movedBy(was.drawn, drawn, top);
    if (by === 0) return;
    moved.current = top + by;
    element.scrollTop = top + by;
  }, [scroller, topOf, drawn, following, listed]);
}
