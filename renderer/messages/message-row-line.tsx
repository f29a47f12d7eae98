/** One line of the list. It watches its own row only, and the time only while it counts down. */
import { type CSSProperties, memo } from 'react';
import type { MessageRow } from '../../shared/contract/schemas.ts';
import { useDeck } from '../app/deck.tsx';
import { type Language, useLanguage } from '../app/language.tsx';
import { useSeconds } from '../app/now.ts';
import { Pips } from '../ui/pips.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { rowElementId } from './message-list.tsx';
import classes from './messages.module.css';
import { pipsOf } from './pips-of.ts';
import { channelsShown, messageShown } from './status-of.ts';

type LineProps = { id: string; style: CSSProperties; selected: boolean; onPick: () => void };

function timeOf(row: MessageRow, now: number, { format }: Language): string {
  const today = row.createdAt >= format.startOfDay(now);
  return today ? format.time(row.createdAt) : format.shortTime(row.createdAt);
}

export const MessageRowLine = memo(
  function MessageRowLine({ id, style, selected, onPick }: LineProps) {
    const language = useLanguage();
    const { words, format } = language;
    const row = useDeck((state) => state.messages.rows.get(id));
    const counting = row?.state === 'pending' && row.running !== null;
    const now = useSeconds(counting);
    if (!row) return null;
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
        aria-selected={selected}
        onClick={onPick}
      >
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
        <span className={`${classes.preview} cut`} title={row.preview}>
          {row.preview === '' ? words.messages.noText : row.preview}
        </span>
        <time
          className={`${classes.time} tnum`}
          onMouseEnter={(event) => {
            /* Written only when asked for: a full date is slow to format, and a list scrolls past thousands. */
            event.currentTarget.title = format.full(row.createdAt);
          }}
        >
          {timeOf(row, now, language)}
        </time>
      </div>
    );
  },
  (before, after) =>
    before.id === after.id &&
    before.selected === after.selected &&
    before.style.transform === after.style.transform &&
    before.style.height === after.style.height,
);
