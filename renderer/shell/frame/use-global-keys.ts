/** The keys that work everywhere. In a browser Ctrl+N belongs to the browser, so N alone composes too. */
import { useActions, useDeck } from '../../lib/deck.tsx';
import { usePageKeys } from '../../lib/keys.ts';

/** Puts the cursor into the screen's search field, if it has one. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('input[data-search]');
  field?.focus();
  field?.select();
}

export function useGlobalKeys(): void {
  const { frame } = useActions();
  const ready = useDeck((state) => (state.console.accounts?.length ?? 0) > 0);
  const compose = () => {
    if (ready) frame.go({ screen: 'compose' });
  };
  usePageKeys({
    'mod+k': () => frame.showPalette(true),
    n: compose,
    'mod+n': compose,
    '/': () => {
      if (!document.querySelector('input[data-search]')) frame.go({ screen: 'messages', id: null });
      requestAnimationFrame(focusSearch);
    },
    '?': () => frame.showShortcuts(true),
    'mod+1': () => frame.go({ screen: 'messages', id: null }),
    'mod+2': () => frame.go({ screen: 'callbacks', id: null, messageId: null }),
    'mod+3': () => frame.go({ screen: 'runs', id: null }),
    'mod+4': () => frame.go({ screen: 'sandbox', section: 'weather' }),
    'mod+,': () => frame.go({ screen: 'settings', section: 'accounts' }),
  });
}
