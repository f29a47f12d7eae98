import { useEffect } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { MessageDetailPane } from './detail/message-detail-pane.tsx';
import { MessageListPane } from './message-list-pane.tsx';
import classes from './messages.module.css';
import { isNarrowed } from './messages-state.ts';

export function MessagesScreen({ id }: { id: string | null }) {
  const { messages } = useActions();
  const any = useDeck((state) => state.messages.ids.length > 0);
  const narrowed = useDeck((state) => isNarrowed(state.messages.view));
  useEffect(() => messages.look(id), [id, messages]);
  return (
    <div className={classes.screen} data-detail={id !== null}>
      <MessageListPane selected={id} />
      {(any || narrowed || id !== null) && <MessageDetailPane id={id} />}
    </div>
  );
}
