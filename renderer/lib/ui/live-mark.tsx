import { useDeck } from '../deck.tsx';
import classes from './live-mark.module.css';

/** Shows whether what is on the screen changes by itself: the connection to the console is open. */
export function LiveMark({ words }: { words: { readonly live: string; readonly notLive: string } }) {
  const live = useDeck((state) => state.frame.connection.state === 'open');
  return (
    <span className={classes.mark} data-live={live}>
      <span className={classes.dot} aria-hidden />
      {live ? words.live : words.notLive}
    </span>
  );
}
