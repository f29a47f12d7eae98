import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { ListItem } from './list-items.ts';

type Drawn = { readonly items: readonly ListItem[]; readonly starts: Float64Array };

/** Returns where each item begins, pixels from the top of the list. */
export function startsOf(items: readonly ListItem[], heightOf: (item: ListItem) => number): Float64Array {
  const starts = new Float64Array(items.length + 1);
  items.forEach((item, index) => {
    starts[index + 1] = (starts[index] ?? 0) + heightOf(item);
  });
  return starts;
}

/** Finds the first item that ends below a position, by bisection. */
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

/** Returns how far the list must scroll so that what was at `top` is there again; 0 if none of it is left. */
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
 * Keeps the reading position when rows are added or removed above it. At the very top the list follows new
 * messages.
 * @param topOf the last known scroll position: reading it from the page would force a layout, and if the list
 * has become
 * shorter, the page has already changed it
 * @param following whether the list begins with the very first message, so that new ones appear at its top
 * @param listed identifies the list: another list starts without a kept position
 */
export function useHeldPlace(
  scroller: RefObject<HTMLElement | null>,
  topOf: () => number,
  drawn: Drawn,
  following: boolean,
  listed: string,
): void {
  const before = useRef({ drawn, listed });
  /** The target of the last programmatic scroll, until the page has reported it. */
  const moved = useRef<number | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const scrolled = () => {
      moved.current = null;
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => element.removeEventListener('scroll', scrolled);
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
