/** Says what was done and offers to take it back; Ctrl or ⌘ with Z does the same where nothing is being typed. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { isTyping } from '../../lib/keys.ts';
import { useWords } from '../../lib/language.tsx';
import { tell } from '../../lib/ui/tell.ts';
import classes from './undo-teller.module.css';

const shownMs = 8000;
const noticeId = 'undo';

export function UndoTeller() {
  const words = useWords();
  const { undo } = useActions();
  const offer = useDeck((state) => state.undo.offer);

  useEffect(() => {
    const takeBack = async () => {
      notifications.hide(noticeId);
      const answer = await undo.undo();
      if (answer !== null) tell(answer, words.history.undo.undone);
    };
    if (offer) {
      /* By hiding first: the same notice again would keep its old time. */
      notifications.hide(noticeId);
      notifications.show({
        id: noticeId,
        autoClose: shownMs,
        message: (
          <span className={classes.line}>
            <span>{offer.told(words)}</span>
            <Button variant="default" size="compact-xs" onClick={() => void takeBack()}>
              {words.history.undo.action}
            </Button>
          </span>
        ),
      });
    }
    const press = (event: KeyboardEvent) => {
      const undoes = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (!undoes || !offer || event.defaultPrevented || isTyping(event.target)) return;
      event.preventDefault();
      void takeBack();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [offer, undo, words]);
  return null;
}
