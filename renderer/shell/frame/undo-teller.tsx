/** Shows the last change and offers to undo it. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { showNotice } from '../../lib/ui/show-notice.ts';
import type { OfferText } from '../../lib/undo-slice.ts';
import { useActionDeck } from '../../lib/use-action.ts';
import { undoLast, undoNoticeId } from '../actions.ts';
import classes from './undo-teller.module.css';

const shownMs = 8000;

/** Follows the language while it is shown. */
function UndoNotice({ text }: { text: OfferText }) {
  const words = useWords();
  const deck = useActionDeck();
  return (
    <span className={classes.line}>
      <span>{text(words)}</span>
      <Button variant="default" size="compact-xs" onClick={() => undoLast.run(deck, null)}>
        {words.messages.undo.action}
      </Button>
    </span>
  );
}

export function UndoTeller() {
  const offer = useDeck((state) => state.undo.offer);
  useEffect(() => {
    if (offer === null) return;
    /* Hide it first: the same notice again would keep its old timeout. */
    notifications.hide(undoNoticeId);
    showNotice({
      id: undoNoticeId,
      autoClose: shownMs,
      message: <UndoNotice text={offer.text} />,
    });
  }, [offer]);
  return null;
}
