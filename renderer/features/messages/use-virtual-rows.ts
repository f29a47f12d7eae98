/** Determines the visible rows and their positions; loads more rows near the ends of what is loaded. */
import { type RefObject, useCallback, useEffect, useMemo } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useVirtualList } from '../../lib/ui/use-virtual-list.ts';
import type { ListItem } from './list-items.ts';
import { startsOf, useHeldPlace } from './use-held-place.ts';

const dayHeight = 32;
/** How many items before an end the next page is loaded. */
const loadAhead = 120;

const keyOf = (item: ListItem) => (item.kind === 'day' ? item.startAt : item.id);

export function useVirtualRows(
  scroller: RefObject<HTMLDivElement | null>,
  items: readonly ListItem[],
  rowHeight: number,
) {
  const { messages } = useActions();
  const atStart = useDeck((state) => state.messages.atStart);
  const atEnd = useDeck((state) => state.messages.atEnd);
  const fromEnd = useDeck((state) => state.messages.fromEnd);
  const listed = useDeck((state) => state.messages.listed);
  const sizeOf = useCallback((item: ListItem) => (item.kind === 'day' ? dayHeight : rowHeight), [rowHeight]);
  const { virtual, shown } = useVirtualList({ scroller, items, keyOf, sizeOf, covered: dayHeight });
  const drawn = useMemo(() => ({ items, starts: startsOf(items, sizeOf) }), [items, sizeOf]);
  const topOf = useCallback(() => virtual.scrollOffset ?? 0, [virtual]);
  useHeldPlace(scroller, topOf, drawn, atStart, listed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top, or at its end
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = fromEnd ? scroller.current.scrollHeight : 0;
  }, [listed]);

  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!atEnd && last > items.length - loadAhead) void messages.loadBelow();
    else if (!atStart && first < loadAhead) void messages.loadAbove();
  }, [atStart, atEnd, first, last, items.length, messages]);
  return { virtual, shown };
}
