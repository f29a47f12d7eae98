/** Shows the last change and offers to undo it. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { useActionDeck } from '../../lib/use-action.ts';
import { undoLast, undoNoticeId } from '../actions.ts';
import classes from './undo-teller.module.css';

const shownMs = 8000;

export function UndoTeller() {
  const words = useWords();
  const deck = useActionDeck();
  const offer = useDeck((state) => state.undo.offer);

  useEffect(() => {
    if (offer) {
      /* Hide it first: the same notice again would keep its old timeout. */
      notifications.hide(undoNoticeId);
      notifications.show({
        id: undoNoticeId,
        autoClose: shownMs,
        message: (
          <span className={classes.line}>
            <span>{offer.text(words)}</span>
            <Button variant="default" size="compact-xs" onClick={() => undoLast.run(deck, null)}>
              {words.messages.undo.action}
            </Button>
          </span>
        ),
      });
    }
  }, [offer, deck, words]);
  return null;
}
