import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Keeps the reading position when rows are added above it. At the very top the list follows new rows.
 * @param ids newest first
 */
export function useKeptPlace(
  scroller: RefObject<HTMLElement | null>,
  ids: readonly (string | number)[],
  rowHeight: number,
): void {
  const before = useRef(ids);
  useLayoutEffect(() => {
    const first = before.current[0];
    const element = scroller.current;
    before.current = ids;
    if (first === undefined || !element || element.scrollTop < rowHeight) return;
    const added = ids.slice(0, 2000).indexOf(first);
    if (added > 0) element.scrollTop += added * rowHeight;
  }, [scroller, ids, rowHeight]);
}
