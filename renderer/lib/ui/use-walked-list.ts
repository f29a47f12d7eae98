import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Action } from '../action.ts';
import { useScreenAction } from '../use-action.ts';
import { useKeptPlace } from './use-kept-place.ts';
import { rowAfterKey, useVirtualList } from './use-virtual-list.ts';

type WalkedListOptions<Row> = {
  readonly rows: readonly Row[];
  /** In pixels; all rows have the same. */
  readonly rowHeight: number;
  /** Where the rows that follow begin; null if there are no more, or they are loaded on request only. */
  readonly next: number | null;
  readonly loadMore: () => unknown;
  readonly selected: number | null;
  /** Opens a row. */
  readonly look: (id: number) => void;
  /** The action of the arrow keys where the list has no focus. */
  readonly walking: Action;
};

const keyOf = ({ id }: { readonly id: number }) => id;
/** More rows are loaded when so few are left below. */
const ahead = 60;

/**
 * A long list of rows of one height, of which one is open beside it: the arrow keys, Home and End open another one, the
 * place is kept when rows are added above, and more rows are loaded near the end.
 */
export function useWalkedList<Row extends { readonly id: number }>({
  rows,
  rowHeight,
  next,
  loadMore,
  selected,
  look,
  walking,
}: WalkedListOptions<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const sizeOf = useCallback(() => rowHeight, [rowHeight]);
  const { virtual, shown } = useVirtualList({ scroller, items: rows, keyOf, sizeOf });
  useKeptPlace(scroller, ids, rowHeight);
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (next !== null && last > rows.length - ahead) loadMore();
  }, [next, last, rows.length, loadMore]);

  function walk(key: string): boolean {
    const at = selected === null ? -1 : ids.indexOf(selected);
    const index = rowAfterKey(key, at, ids.length);
    if (index === null) return false;
    const id = ids[index];
    if (id !== undefined) look(id);
    virtual.scrollToIndex(index, { align: 'auto' });
    return true;
  }
  useScreenAction(walking, (event) => {
    scroller.current?.focus();
    if (event) walk(event.key);
  });
  return {
    scroller,
    virtual,
    shown,
    press: (event: KeyboardEvent) => {
      if (walk(event.key)) event.preventDefault();
    },
    /** The open row, if its element exists. */
    active: shown.some((item) => item.key === selected) ? selected : null,
  };
}
