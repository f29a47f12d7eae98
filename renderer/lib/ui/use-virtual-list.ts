/** Long lists, of which only the visible rows exist, and how the keys move in them. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect } from 'react';

type VirtualListOptions<Item> = {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string | number;
  /** In pixels. The same function, as long as the sizes are the same: every place is worked out anew for another one. */
  readonly sizeOf: (item: Item) => number;
  /** The height of what lies over the first row, in pixels. */
  readonly covered?: number;
};

/** Returns the row that a key leads to from row `at` (-1: none is selected); null if the key does not move in a list. */
export function rowAfterKey(key: string, at: number, count: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}

export function useVirtualList<Item>({
  scroller,
  items,
  keyOf,
  sizeOf,
  covered = 0,
}: VirtualListOptions<Item>) {
  const sizeAt = useCallback(
    (index: number) => {
      const item = items[index];
      return item === undefined ? 0 : sizeOf(item);
    },
    [items, sizeOf],
  );
  const keyAt = useCallback(
    (index: number) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    [items, keyOf],
  );
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: sizeAt,
    getItemKey: keyAt,
    overscan: 10,
    scrollPaddingStart: covered,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured again when they change
  useEffect(() => virtual.measure(), [virtual, sizeOf]);
  return { virtual, shown: virtual.getVirtualItems() };
}
