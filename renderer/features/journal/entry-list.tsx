import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import type { JournalEntry } from '../../../shared/contract/journal.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import classes from './audit-log.module.css';
import { actorText, lineOf } from './entry-text.ts';
import { useJournalLanguage } from './language.ts';

const elementId = (stamp: string) => `entry-${stamp}`;
/** How many rows before the end of the loaded entries the next page is loaded. */
const loadAhead = 60;

/** The entries as a list; arrow keys, Home and End select one. */
export function EntryList({
  entries,
  selected,
  onSelect,
  loadMore,
}: {
  entries: readonly JournalEntry[];
  selected: string | null;
  onSelect: (stamp: string) => void;
  loadMore: () => void;
}) {
  const language = useJournalLanguage();
  const { words, format } = language;
  const compact = useDeck((state) => state.console.settings?.density === 'compact');
  const now = useMinutes();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = compact ? 28 : 36;
  const sizeOf = useCallback(() => rowHeight, [rowHeight]);
  const keyOf = useCallback((index: number) => entries[index]?.stamp ?? index, [entries]);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: sizeOf,
    getItemKey: keyOf,
    overscan: 10,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are measured again when they change
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last > entries.length - loadAhead) loadMore();
  }, [last, entries.length, loadMore]);

  function walk(event: KeyboardEvent) {
    const at = entries.findIndex(({ stamp }) => stamp === selected);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = Math.min(entries.length - 1, Math.max(0, to));
    const entry = entries[index];
    if (entry !== undefined) onSelect(entry.stamp);
    virtual.scrollToIndex(index, { align: 'auto' });
  }

  const isShown = selected !== null && shown.some(({ key }) => key === selected);
  return (
    <div
      ref={scroller}
      className={classes.list}
      /* Rows, the space around them and the border. */
      style={{ height: virtual.getTotalSize() + 10 }}
      role="listbox"
      tabIndex={0}
      aria-label={words.audit.list}
      aria-activedescendant={isShown ? elementId(selected) : undefined}
      onKeyDown={walk}
    >
      <div className={classes.whole} style={{ height: virtual.getTotalSize() }} role="presentation">
        {shown.map((place) => {
          const entry = entries[place.index];
          if (!entry) return null;
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the listbox holds the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys
            <div
              key={place.key}
              id={elementId(entry.stamp)}
              className={classes.row}
              style={{ transform: `translateY(${place.start}px)`, height: place.size }}
              role="option"
              aria-selected={entry.stamp === selected}
              onClick={() => onSelect(entry.stamp)}
            >
              <time className={`${classes.faint} tnum nowrap`} title={format.full(entry.at)}>
                {format.moment(entry.at, now)}
              </time>
              <span className="cut">{words.audit.changes[entry.what]}</span>
              <span className={`${classes.faint} cut`}>{lineOf(entry, language)}</span>
              <span className={`${classes.faint} cut`}>{actorText(entry, language)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
