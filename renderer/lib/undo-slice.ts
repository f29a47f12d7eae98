/** What was done last and can be taken back: for what is local only (tags, notes, views), never for a sending. */
import type { Answer } from './engine-client.ts';
import type { SliceContext } from './state.ts';
import type { Words } from './words/words.ts';

type Told = (words: Words) => string;

type UndoState = {
  /** What was done, in words; another key, another deed. */
  readonly offer: { readonly key: string; readonly told: Told } | null;
};

export const initialUndo: UndoState = { offer: null };

export type UndoActions = ReturnType<typeof undoActions>;

export function undoActions({ store, newKey }: Pick<SliceContext, 'store' | 'newKey'>) {
  let takeBack: (() => Promise<Answer<unknown>>) | null = null;
  const set = (offer: UndoState['offer']) => store.setState({ undo: { offer } });
  return {
    /** Says what was done and offers to take it back; only the last one can be. */
    offer(told: Told, back: () => Promise<Answer<unknown>>) {
      takeBack = back;
      set({ key: newKey(), told });
    },
    /** Takes back what was done last; null: there is nothing. */
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
