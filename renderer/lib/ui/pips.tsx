/**
 * The outcome of each step as a dot: full for reached, accent for waiting, hollow for failed or refused,
 * amber ring for unknown, grey for not tried.
 */
import type { Channel } from '../../../shared/messaging/types.ts';
import { useWords } from '../language.tsx';
import classes from './pips.module.css';

export type Pip = 'reached' | 'waiting' | 'failed' | 'refused' | 'unknown' | 'untried';
export type ChannelPip = { readonly channel: Channel; readonly pip: Pip };

const manyPips = 4;

export function Pips({ pips }: { pips: readonly ChannelPip[] }) {
  const words = useWords();
  const label = pips
    .map(({ channel, pip }) => `${words.channels[channel]} ${words.messages.pips[pip]}`)
    .join(', ');
  const close = pips.length >= manyPips ? classes.close : '';
  return (
    <span className={`${classes.pips} ${close}`} role="img" aria-label={label} title={label}>
      {pips.map(({ channel, pip }) => (
        <span key={channel} className={`${classes.pip} ${classes[pip]}`} />
      ))}
    </span>
  );
}
