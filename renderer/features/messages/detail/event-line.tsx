import { IconRefresh, IconWebhook } from '@tabler/icons-react';
import type { EventView } from '../../../../shared/contract/messages.ts';
import { useLanguage } from '../../../lib/language.tsx';
import { StatusIcon } from '../../../lib/ui/status-mark.tsx';
import { statusShown } from '../status-of.ts';
import classes from './detail.module.css';

/**
 * From this delay on a report is called late: it usually takes well under a second, even through a tunnel.
 */
const lateFromMs = 10_000;

/** One status from Messente: when it happened, how much later it arrived, and how. */
export function EventLine({ event }: { event: EventView }) {
  const { words, format } = useLanguage();
  const texts = words.messages.detail;
  const shown = statusShown(event.status, words);
  const behind = event.at === null ? null : event.receivedAt - event.at;
  const late = behind !== null && behind >= lateFromMs;
  const Source = event.source === 'callback' ? IconWebhook : IconRefresh;
  return (
    <li className={`${classes.grid} ${classes.line}`}>
      <span className={classes.colEvent}>
        <StatusIcon kind={shown.kind} size={14} />
        <span title={shown.word}>
          {event.status === 'ACCEPTD' ? words.messages.status.operatorQueuedShort : shown.word}
        </span>
        {event.late && <span className={classes.late}>{words.messages.detail.lateDelivery}</span>}
        {event.times > 1 && (
          <span className={classes.faint} title={texts.times(event.times)}>
            <span aria-hidden>{texts.timesShort(event.times)}</span>
            <span className="spoken">{texts.times(event.times)}</span>
          </span>
        )}
      </span>
      <span className={`${classes.colCode} ${classes.quiet} mono`}>{event.status ?? '–'}</span>
      <time className={`${classes.colHappened} tnum`} title={format.full(event.at ?? event.receivedAt)}>
        {event.at === null ? texts.noTime : format.exactTime(event.at)}
      </time>
      <span
        className={`${classes.colArrived} ${late ? classes.late : classes.faint} tnum`}
        title={format.full(event.receivedAt)}
      >
        {behind !== null && (late ? texts.late(format.brief(behind)) : texts.later(format.brief(behind)))}
      </span>
      <span className={`${classes.colFrom} ${classes.quiet}`}>
        <Source size={14} stroke={1.6} aria-hidden />
        <span className={classes.fromWord}>{event.source === 'callback' ? texts.report : texts.asked}</span>
      </span>
    </li>
  );
}
