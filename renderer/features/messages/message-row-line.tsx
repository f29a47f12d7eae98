/** One row of the list. It follows only its own message, and the time only while it counts down. */
import { IconCheck, IconNote } from '@tabler/icons-react';
import { type CSSProperties, type MouseEvent, memo } from 'react';
import type { MessageRow } from '../../../shared/contract/messages.ts';
import { useDeck } from '../../lib/deck.tsx';
import { type Language, useLanguage } from '../../lib/language.tsx';
import { useSeconds } from '../../lib/now.ts';
import { Pips } from '../../lib/ui/pips.tsx';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { rowElementId } from './element-ids.ts';
import classes from './messages.module.css';
import { pipsOf } from './pips-of.ts';
import { goesOutAt } from './row-order.ts';
import { channelsShown, messageShown } from './status-of.ts';

type LineProps = {
  id: string;
  style: CSSProperties;
  /** Whether this message is on the screen. */
  current: boolean;
  chosen: boolean;
  /** Whether any message is selected. */
  choosing: boolean;
  /** Whether the time includes the day. */
  dated: boolean;
  /** Whether the time is the sending time instead of the time of writing. */
  schedule: boolean;
  onPick: (event: MouseEvent) => void;
  onChoose: () => void;
};

const mostTags = 1;

function timeText(at: number, now: number, dated: boolean, { format }: Language): string {
  if (dated) return format.moment(at, now);
  const today = at >= format.startOfDay(now) && at <= now;
  return today ? format.time(at) : format.shortTime(at);
}

function Marks({ row }: { row: MessageRow }) {
  const words = useLanguage().words.messages;
  if (row.tags.length === 0 && !row.hasNote) return null;
  const shown = row.tags.slice(0, mostTags);
  const more = row.tags.length - shown.length;
  return (
    <span className={classes.marks} title={row.tags.join(', ') || undefined}>
      {shown.map((tag) => (
        <span key={tag} className={`${classes.tag} cut`} dir="auto">
          {tag}
        </span>
      ))}
      {more > 0 && <span className={classes.moreTags}>+{more}</span>}
      {row.hasNote && (
        <span className={classes.noted} role="img" aria-label={words.note.has} title={words.note.has}>
          <IconNote size={14} stroke={1.6} aria-hidden />
        </span>
      )}
    </span>
  );
}

export const MessageRowLine = memo(
  function MessageRowLine(props: LineProps) {
    const { id, style, current, chosen, choosing, dated, schedule, onPick, onChoose } = props;
    const language = useLanguage();
    const { words, format } = language;
    const row = useDeck((state) => state.messages.rows.get(id));
    const counting = row?.state === 'pending' && row.running !== null;
    const now = useSeconds(counting);
    if (!row) return null;
    const at = schedule ? goesOutAt(row) : row.createdAt;
    const shown = messageShown(row, now, words, format);
    const channels = channelsShown(row).map((channel) => words.channels[channel]);
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the listbox holds the focus and names the active option
      // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys
      <div
        id={rowElementId(id)}
        className={classes.row}
        style={style}
        role="option"
        aria-selected={choosing ? chosen : current}
        aria-current={current}
        data-chosen={chosen}
        onClick={onPick}
      >
        <span
          className={classes.pick}
          aria-hidden
          onClick={(event) => {
            if (event.shiftKey) return;
            event.stopPropagation();
            onChoose();
          }}
        >
          <span className={classes.box}>{chosen && <IconCheck size={12} stroke={2.4} />}</span>
        </span>
        <span className={classes.status}>
          <StatusMark kind={shown.kind} word={shown.word} share={shown.share} quiet />
        </span>
        <span className={`${classes.number} tnum`}>{format.phone(row.to)}</span>
        <span
          className={`${classes.channel} cut`}
          title={channels.length > 1 ? channels.join(', ') : undefined}
        >
          {channels.join(', ')}
        </span>
        <span className={classes.pips}>
          <Pips pips={pipsOf(row)} />
        </span>
        <span className={classes.about}>
          <Marks row={row} />
          {row.recipientName !== null && (
            <bdi className={`${classes.person} cut`} title={row.recipientName}>
              {row.recipientName}
            </bdi>
          )}
          <span className={`${classes.preview} cut`} dir="auto" title={row.preview}>
            {row.preview === '' ? words.messages.noText : row.preview}
          </span>
        </span>
        <time
          key={id}
          className={`${classes.time} tnum`}
          onMouseEnter={(event) => {
            /*
             * Formatted only on demand, because full dates are slow to format and a list scrolls past
             * thousands.
             */
            event.currentTarget.title = format.full(at);
          }}
        >
          {timeText(at, now, dated, language)}
        </time>
      </div>
    );
  },
  (before, after) =>
    before.id === after.id &&
    before.current === after.current &&
    before.chosen === after.chosen &&
    before.choosing === after.choosing &&
    before.dated === after.dated &&
    before.schedule === after.schedule &&
    before.style.transform === after.style.transform &&
    before.style.height === after.style.height,
);
