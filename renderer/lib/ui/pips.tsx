/** What became of each step: full reached, accent waits, hollow failed or refused, amber ring unknown, grey not tried. */

import type { ChannelPip } from '../../features/messages/pips-of.ts';
import { useWords } from '../language.tsx';
import classes from './pips.module.css';

const manyPips = 4;

export function Pips({ pips }: { pips: readonly ChannelPip[] }) {
  const words = useWords();
  const told = pips
    .map(({ channel, pip }) => `${words.channels[channel]} ${words.messages.pips[pip]}`)
    .join(', ');
  const close = pips.length >= manyPips ? classes.close : '';
  return (
    <span className={`${classes.pips} ${close}`} role="img" aria-label={told} title={told}>
      {pips.map(({ channel, pip }) => (
        <span key={channel} className={`${classes.pip} ${classes[pip]}`} />
      ))}
    </span>
  );
}
