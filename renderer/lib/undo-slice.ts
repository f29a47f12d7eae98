/** The last change that can be undone: only local ones (tags, notes, views), never a send. */
import type { Answer } from './engine-client.ts';
import type { SliceContext } from './state.ts';
import type { Words } from './words/words.ts';

export type OfferText = (words: Words) => string;

type UndoState = {
  /** The description of the change; another key means another change. */
  readonly offer: { readonly key: string; readonly text: OfferText } | null;
};

export const initialUndo: UndoState = { offer: null };

export type UndoActions = ReturnType<typeof undoActions>;

export function undoActions({ store, newKey }: Pick<SliceContext, 'store' | 'newKey'>) {
  let takeBack: (() => Promise<Answer<unknown>>) | null = null;
  const set = (offer: UndoState['offer']) => store.setState({ undo: { offer } });
  return {
    /** Shows the change and offers to undo it; only the last change can be undone. */
    offer(text: OfferText, back: () => Promise<Answer<unknown>>) {
      takeBack = back;
      set({ key: newKey(), text });
    },
    /** Undoes the last change; null if there is none. */
    async undo(): Promise<Answer<unknown> | null> {
      const back = takeBack;
      if (back === null) return null;
      takeBack = null;
      set(null);
      return back();
    },
  };
}

declare module './state.ts' {
  interface DeckState {
    readonly undo: UndoState;
  }
  interface DeckActions {
    readonly undo: UndoActions;
  }
}
