import { useCallback } from 'react';
import { useActions, useDeck } from './deck.tsx';

/**
 * Like useState, for a field whose text is kept until it is used, even when the form is closed or another screen is
 * shown. Not for passwords.
 * @param field a name that no other form uses
 * @param first the text of the field before anything was typed; setting the field to it ends the keeping
 */
export function useTyped(field: string, first = ''): [string, (text: string) => void] {
  const text = useDeck((state) => state.typed[field]) ?? first;
  const { typed } = useActions();
  const set = useCallback(
    (next: string) => typed.keep(field, next === first ? null : next),
    [typed, field, first],
  );
  return [text, set];
}
