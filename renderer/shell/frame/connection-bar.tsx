import { UnstyledButton } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { useSeconds } from '../../lib/now.ts';
import classes from './frame.module.css';

/** Shown only while the engine cannot be reached; the screen's content stays readable. */
export function ConnectionBar() {
  const words = useWords();
  const actions = useActions();
  const connection = useDeck((state) => state.frame.connection);
  const now = useSeconds(connection.state === 'lost');
  if (connection.state !== 'lost') return <div role="status" />;
  const seconds = Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
  return (
    <div className={classes.lost} role="status">
      <IconPlugConnectedX size={16} stroke={1.6} aria-hidden />
      <span>{connection.shutOut ? words.frame.shutOut : words.frame.lost}</span>
      {!connection.shutOut && (
        <span className="tnum" aria-hidden>
          {words.frame.lostIn(seconds)}
        </span>
      )}
      <UnstyledButton fz={12} onClick={actions.retryNow}>
        {words.frame.tryNow}
      </UnstyledButton>
    </div>
  );
}
