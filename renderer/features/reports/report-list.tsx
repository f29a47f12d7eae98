import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { useWalkedList } from '../../lib/ui/use-walked-list.ts';
import virtualList from '../../lib/ui/virtual-list.module.css';
import { walkReports } from './actions.ts';
import { useReportsLanguage } from './language.ts';
import classes from './reports.module.css';
import { channelName, statusWord, verdictShown } from './verdict-of.ts';

/** The list element, to be focused from the search field. */
export const reportListId = 'report-list';

const rowElementId = (id: number) => `report-${id}`;

export function ReportList({ selected }: { selected: number | null }) {
  const { words, format } = useReportsLanguage();
  const { frame, reports } = useActions();
  const rows = useDeck((state) => state.reports.rows);
  /* Reports further back than the search are loaded on request. */
  const next = useDeck((state) => (state.reports.searched === null ? state.reports.next : null));
  const compact = useDeck((state) => state.console.settings?.density === 'compact');
  const now = useMinutes();
  const look = (id: number) => frame.goInPlace({ screen: 'reports', id, messageId: null });
  const { scroller, virtual, shown, press, active } = useWalkedList({
    rows,
    rowHeight: compact ? 28 : 36,
    next,
    loadMore: reports.loadMore,
    selected,
    look,
    walking: walkReports,
  });
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
      aria-activedescendant={active === null ? undefined : rowElementId(active)}
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
