/** A long list of which only the rows exist that can be seen. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect } from 'react';

type VirtualListOptions<Item> = {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string | number;
  /** In pixels. The same function, as long as the sizes are the same: every place is worked out anew for another one. */
  readonly sizeOf: (item: Item) => number;
};

export function useVirtualList<Item>({ scroller, items, keyOf, sizeOf }: VirtualListOptions<Item>) {
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
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured again when they change
  useEffect(() => virtual.measure(), [virtual, sizeOf]);
  return { virtual, shown: virtual.getVirtualItems() };
}
