/** The list itself: only the rows that can be seen exist, however many there are. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useActions, useDeck } from '../app/deck.tsx';
import { usePageKeys } from '../app/keys.ts';
import { useLanguage } from '../app/language.tsx';
import { useMinutes } from '../app/now.ts';
import { useKeptPlace } from '../ui/use-kept-place.ts';
import { createLister } from './list-items.ts';
import { MessageRowLine } from './message-row-line.tsx';
import classes from './messages.module.css';

const dayHeight = 32;
const loadAhead = 120;

export const rowElementId = (id: string) => `message-${id}`;

/** Walks the list by keys; answers whether the key meant anything. */
function useWalk(ids: readonly string[], selected: string | null, scrollTo: (id: string) => void) {
  const { frame } = useActions();
  return (key: string): boolean => {
    const at = selected === null ? -1 : ids.indexOf(selected);
    const page = 15;
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: ids.length - 1,
      PageDown: at + page,
      PageUp: at - page,
    }[key];
    if (to === undefined) return false;
    const id = ids[Math.min(ids.length - 1, Math.max(0, to))];
    if (id === undefined) return true;
    frame.goInPlace({ screen: 'messages', id });
    scrollTo(id);
    return true;
  };
}

export function MessageList({ selected }: { selected: string | null }) {
  const { words, format } = useLanguage();
  const { frame, messages } = useActions();
  const ids = useDeck((state) => state.messages.ids);
  const rows = useDeck((state) => state.messages.rows);
  const next = useDeck((state) => state.messages.next);
  const listed = useDeck((state) => state.messages.listed);
  const compact = useDeck((state) => state.console.settings?.density === 'compact');
  const now = useMinutes();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = compact ? 28 : 36;
  const [list] = useState(() => createLister(format.startOfDay));
  const items = useMemo(() => list(ids, rows), [list, ids, rows]);
  /* The same functions as long as the list is the same: given others, every place is worked out anew at each frame. */
  const sizeOf = useCallback(
    (index: number) => (items[index]?.kind === 'day' ? dayHeight : rowHeight),
    [items, rowHeight],
  );
  const keyOf = useCallback(
    (index: number) => {
      const item = items[index];
      return item === undefined ? index : item.kind === 'day' ? item.startAt : item.id;
    },
    [items],
  );
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: sizeOf,
    getItemKey: keyOf,
    overscan: 10,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are measured again when they change
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  useKeptPlace(scroller, ids, rowHeight);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [listed]);

  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (next !== null && last > items.length - loadAhead) void messages.loadMore();
  }, [next, last, items.length, messages]);

  const walk = useWalk(ids, selected, (id) => {
    const index = items.findIndex((item) => item.kind === 'row' && item.id === id);
    if (index >= 0) virtual.scrollToIndex(index === 1 ? 0 : index, { align: 'auto' });
  });
  const press = (event: KeyboardEvent) => {
    if (walk(event.key)) event.preventDefault();
  };
  const fromPage = (key: string) => () => {
    scroller.current?.focus();
    walk(key);
  };
  usePageKeys({ arrowdown: fromPage('ArrowDown'), arrowup: fromPage('ArrowUp') });

  const active = selected !== null && shown.some((item) => item.key === selected);
  return (
    <div
      ref={scroller}
      className={classes.list}
      role="listbox"
      tabIndex={0}
      aria-label={words.messages.list}
      aria-activedescendant={active ? rowElementId(selected) : undefined}
      onKeyDown={press}
    >
      <div className={classes.whole} style={{ height: virtual.getTotalSize() }} role="presentation">
        {shown.map((place) => {
          const item = items[place.index];
          if (!item) return null;
          const style = { transform: `translateY(${place.start}px)`, height: place.size };
          if (item.kind === 'day') {
            return (
              <div key={place.key} className={classes.day} style={style} role="presentation">
                {format.day(item.startAt, now)}
              </div>
            );
          }
          return (
            <MessageRowLine
              key={place.key}
              id={item.id}
              style={style}
              selected={item.id === selected}
              onPick={() => frame.goInPlace({ screen: 'messages', id: item.id })}
            />
          );
        })}
      </div>
    </div>
  );
}
