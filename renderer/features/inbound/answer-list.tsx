import { IconHandStop, IconMessage } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { InboundMessage } from '../../../shared/contract/inbound.ts';
import { isChannel } from '../../../shared/messaging/types.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { ChannelIcon } from '../../lib/ui/channel-icon.tsx';
import { useWalkedList } from '../../lib/ui/use-walked-list.ts';
import virtualList from '../../lib/ui/virtual-list.module.css';
import { walkAnswers } from './actions.ts';
import { MeaningMark } from './answer-meaning.tsx';
import classes from './inbound.module.css';
import { useInboundLanguage } from './language.ts';

const rowElementId = (id: number) => `answer-${id}`;

/** The text of a message, or why there is none. */
export function AnswerText({ message }: { message: InboundMessage }) {
  const words = useInboundLanguage().words.inbound;
  if (message.text !== null && message.text !== '') return <bdi>{message.text}</bdi>;
  return <span className={classes.faint}>{message.isStripped ? words.textGone : words.noText}</span>;
}

function RowIcon({ channel, meaning }: Pick<InboundMessage, 'channel' | 'meaning'>) {
  if (meaning === 'stop' || meaning === 'near-miss')
    return <IconHandStop size={16} stroke={1.6} aria-hidden />;
  if (channel !== null && isChannel(channel)) return <ChannelIcon channel={channel} />;
  return <IconMessage size={16} stroke={1.6} aria-hidden />;
}

/** @param withNumber whether the number that was written to is shown: there are several */
function Row({ message, withNumber }: { message: InboundMessage; withNumber: boolean }) {
  const { words, format } = useInboundLanguage();
  const now = useMinutes();
  const { from, number, receivedAt } = message;
  return (
    <>
      <span className={classes.rowIcon}>
        <RowIcon channel={message.channel} meaning={message.meaning} />
      </span>
      <span className={`${classes.sender} tnum cut`}>
        {from === null ? words.inbound.noSender : format.phone(from)}
      </span>
      <time className={`${classes.quiet} tnum nowrap`} title={format.full(receivedAt)}>
        {format.moment(receivedAt, now)}
      </time>
      <span className={`${classes.text} cut`}>
        <AnswerText message={message} />
      </span>
      <span className={classes.rowEnd}>
        <MeaningMark message={message} />
        {withNumber && <span className={`${classes.quiet} tnum nowrap`}>{format.phone(number)}</span>}
      </span>
    </>
  );
}

export function AnswerList({ selected }: { selected: number | null }) {
  const words = useInboundLanguage().words.inbound;
  const { frame, inbound } = useActions();
  const rows = useDeck((state) => state.inbound.rows);
  const next = useDeck((state) => state.inbound.next);
  const narrowed = useDeck((state) => state.inbound.numberId !== null);
  const compact = useDeck((state) => state.console.settings?.density === 'compact');
  const withNumber = useMemo(
    () => !narrowed && rows.some((row) => row.numberId !== rows[0]?.numberId),
    [narrowed, rows],
  );
  const look = (id: number) => frame.goInPlace({ screen: 'answers', tab: 'messages', id });
  const { scroller, virtual, shown, press, active } = useWalkedList({
    rows,
    rowHeight: compact ? 48 : 60,
    next,
    loadMore: inbound.loadMore,
    selected,
    look,
    walking: walkAnswers,
  });
  return (
    <div
      ref={scroller}
      className={`${virtualList.list} ${classes.list}`}
      role="listbox"
      tabIndex={0}
      aria-label={words.list}
      aria-activedescendant={active === null ? undefined : rowElementId(active)}
      onKeyDown={press}
    >
      <div className={virtualList.whole} style={{ height: virtual.getTotalSize() }} role="presentation">
        {shown.map((place) => {
          const row = rows[place.index];
          if (!row) return null;
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
              <Row message={row} withNumber={withNumber} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
