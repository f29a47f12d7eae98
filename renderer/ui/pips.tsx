/** What became of each step, after the channel's word: full reached, accent waits, hollow failed, amber unknown. */
import type { MessageRow } from '../../shared/contract/schemas.ts';
import { useWords } from '../app/language.tsx';
import classes from './pips.module.css';

type Step = MessageRow['steps'][number];
export type Pip = 'reached' | 'waiting' | 'failed' | 'unknown' | 'untried';

/** `running`: the channel that is being tried; a step that waits its turn is untried. */
export function pipOf(step: Step, running: string | null): Pip {
  switch (step.state) {
    case 'delivered':
    case 'seen':
      return 'reached';
    case 'failed':
      return 'failed';
    case 'unknown':
      return 'unknown';
    case 'pending':
      return 'waiting';
    case 'waiting':
      return running === step.channel ? 'waiting' : 'untried';
    case 'not-needed':
      return 'untried';
  }
}

export function Pips({ steps, running }: { steps: readonly Step[]; running: string | null }) {
  const words = useWords();
  const pips = steps.map((step) => ({ channel: step.channel, pip: pipOf(step, running) }));
  const told = pips
    .map(({ channel, pip }) => `${words.channels[channel]} ${words.messages.pips[pip]}`)
    .join(', ');
  return (
    <span className={classes.pips} role="img" aria-label={told} title={told}>
      {pips.map(({ channel, pip }) => (
        <span key={channel} className={`${classes.pip} ${classes[pip]}`} />
      ))}
    </span>
  );
}
