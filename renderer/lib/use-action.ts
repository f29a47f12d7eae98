/** Actions in components: run one, or provide what one does while the component is on the screen. */
import { useEffect, useMemo, useRef } from 'react';
import type { Action, ActionDeck } from './action.ts';
import { useWholeDeck } from './deck.tsx';
import { useLanguage } from './language.tsx';

export function useActionDeck(): ActionDeck {
  const deck = useWholeDeck();
  const language = useLanguage();
  return useMemo(() => ({ ...deck, language }), [deck, language]);
}

/** Returns a function that runs an action as a click does. */
export function useRun(): (action: Action) => void {
  const deck = useActionDeck();
  return (action) => action.run(deck, null);
}

/** Provides what a screen action does; null if it cannot run now. */
export function useScreenAction(action: Action, run: ((event: KeyboardEvent | null) => void) | null): void {
  const { onScreen } = useWholeDeck();
  const current = useRef(run);
  useEffect(() => {
    current.current = run;
  });
  const { id } = action;
  const isOffered = run !== null;
  useEffect(
    () => (isOffered ? onScreen.provide(id, (event) => current.current?.(event)) : undefined),
    [onScreen, id, isOffered],
  );
}
