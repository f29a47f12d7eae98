import { useActions, useDeck } from '../../lib/deck.tsx';
import { usePageKeys } from '../../lib/keys.ts';

/** The keys of the compose screen; they work while one types, too. */
export function useComposeKeys({ send, add }: { send: () => void; add: () => void }): void {
  const { compose, frame } = useActions();
  const selected = useDeck((state) => state.compose.draft.selected);
  usePageKeys({
    'mod+enter': send,
    'mod+shift+a': add,
    'alt+arrowup': () => compose.move(selected, -1),
    'alt+arrowdown': () => compose.move(selected, 1),
    escape: () => frame.go({ screen: 'messages', id: null }),
  });
}
