import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import type { JournalEntry } from '../../../shared/contract/journal.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { rowAfterKey, useVirtualList } from '../../lib/ui/use-virtual-list.ts';
import virtualList from '../../lib/ui/virtual-list.module.css';
import classes from './audit-log.module.css';
import { actorText, lineOf } from './entry-text.ts';
import { useJournalLanguage } from './language.ts';

const keyOf = ({ stamp }: JournalEntry) => stamp;

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
  const { virtual, shown } = useVirtualList({ scroller, items: entries, keyOf, sizeOf });
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last > entries.length - loadAhead) loadMore();
  }, [last, entries.length, loadMore]);

  function walk(event: KeyboardEvent) {
    const at = entries.findIndex(({ stamp }) => stamp === selected);
    const index = rowAfterKey(event.key, at, entries.length);
    if (index === null) return;
    event.preventDefault();
    const entry = entries[index];
    if (entry !== undefined) onSelect(entry.stamp);
    virtual.scrollToIndex(index, { align: 'auto' });
  }

  const isShown = selected !== null && shown.some(({ key }) => key === selected);
  return (
    <div
      ref={scroller}
      className={`${virtualList.list} ${classes.list}`}
      /* Rows, the space around them and the border. */
      style={{ height: virtual.getTotalSize() + 10 }}
      role="listbox"
      tabIndex={0}
      aria-label={words.audit.list}
      aria-activedescendant={isShown ? elementId(selected) : undefined}
      onKeyDown={walk}
    >
      <div className={virtualList.whole} style={{ height: virtual.getTotalSize() }} role="presentation">
        {shown.map((place) => {
          const entry = entries[place.index];
          if (!entry) return null;
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the listbox holds the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys
            <div
              key={place.key}
              id={elementId(entry.stamp)}
              className={`${virtualList.row} ${classes.row}`}
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
