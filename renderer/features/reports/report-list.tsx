import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { useKeptPlace } from '../../lib/ui/use-kept-place.ts';
import { rowAfterKey, useVirtualList } from '../../lib/ui/use-virtual-list.ts';
import virtualList from '../../lib/ui/virtual-list.module.css';
import { useScreenAction } from '../../lib/use-action.ts';
import { walkReports } from './actions.ts';
import { useReportsLanguage } from './language.ts';
import classes from './reports.module.css';
import { channelName, statusWord, verdictShown } from './verdict-of.ts';

/** The list element, to be focused from the search field. */
export const reportListId = 'report-list';

const keyOf = ({ id }: { readonly id: number }) => id;

const rowElementId = (id: number) => `report-${id}`;

export function ReportList({ selected }: { selected: number | null }) {
  const { words, format } = useReportsLanguage();
  const { frame, reports } = useActions();
  const rows = useDeck((state) => state.reports.rows);
  /* Reports further back than the search are loaded on request. */
  const next = useDeck((state) => (state.reports.searched === null ? state.reports.next : null));
  const compact = useDeck((state) => state.console.settings?.density === 'compact');
  const now = useMinutes();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = compact ? 28 : 36;
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const sizeOf = useCallback(() => rowHeight, [rowHeight]);
  const { virtual, shown } = useVirtualList({ scroller, items: rows, keyOf, sizeOf });
  useKeptPlace(scroller, ids, rowHeight);
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (next !== null && last > rows.length - 60) void reports.loadMore();
  }, [next, last, rows.length, reports]);

  const look = (id: number) => frame.goInPlace({ screen: 'reports', id, messageId: null });
  function walk(key: string): boolean {
    const at = selected === null ? -1 : ids.indexOf(selected);
    const index = rowAfterKey(key, at, ids.length);
    if (index === null) return false;
    const id = ids[index];
    if (id !== undefined) look(id);
    virtual.scrollToIndex(index, { align: 'auto' });
    return true;
  }
  const press = (event: KeyboardEvent) => {
    if (walk(event.key)) event.preventDefault();
  };
  useScreenAction(walkReports, (event) => {
    scroller.current?.focus();
    if (event) walk(event.key);
  });

  const active = selected !== null && shown.some((item) => item.key === selected);
  const timeOf = (at: number) =>
    at >= format.startOfDay(now) ? format.exactTime(at) : format.moment(at, now);
  return (
    <div
      ref={scroller}
      id={reportListId}
      className={`${virtualList.list} ${classes.list}`}
      role="listbox"
      tabIndex={0}
      aria-label={words.reports.list}
      aria-activedescendant={active ? rowElementId(selected) : undefined}
      onKeyDown={press}
    >
      <div className={virtualList.whole} style={{ height: virtual.getTotalSize() }} role="presentation">
        {shown.map((place) => {
          const row = rows[place.index];
          if (!row) return null;
          const verdict = verdictShown(row, words);
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the listbox holds the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys
            <div
              key={place.key}
              id={rowElementId(row.id)}
              className={`${virtualList.row} ${classes.row}`}
              style={{ transform: `translateY(${place.start}px)`, height: place.size }}
              role="option"
              aria-selected={row.id === selected}
              onClick={() => look(row.id)}
            >
              <StatusMark kind={verdict.kind} word={verdict.word} quiet />
              <time className={`${classes.time} tnum`}>{timeOf(row.receivedAt)}</time>
              <span className={row.status === null ? `${classes.faint} cut` : 'mono cut'}>
                {statusWord(row, words)}
              </span>
              <span className={`${classes.channel} cut`}>
                {channelName(row.channel, words) || words.reports.nothing}
              </span>
              <span className={`${row.to === null ? classes.faint : ''} tnum nowrap`}>
                {row.to === null ? words.reports.nothing : format.phone(row.to)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
