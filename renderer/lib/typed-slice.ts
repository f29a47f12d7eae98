/** Text in forms that was not used yet. A form that is closed or left shows the text again when it is opened again. */
import type { SliceContext } from './state.ts';

type TypedState = Readonly<Record<string, string>>;

export const initialTyped: TypedState = {};

export function typedActions({ store }: Pick<SliceContext, 'store'>) {
  return {
    /** @param text null: the text was used or discarded */
    keep(field: string, text: string | null) {
      store.setState(({ typed: { [field]: _before, ...others } }) => ({
        typed: text === null ? others : { ...others, [field]: text },
      }));
    },
    /** Changes all texts. @param change returns '' for a text that is kept no longer */
    keepChanged(change: (text: string) => string) {
      store.setState(({ typed }) => ({
        typed: Object.fromEntries(
          Object.entries(typed).flatMap(([field, before]) => {
            const text = change(before);
            return before !== '' && text === '' ? [] : [[field, text]];
          }),
        ),
      }));
    },
  };
}

declare module './state.ts' {
  interface DeckState {
    readonly typed: TypedState;
  }
  interface DeckActions {
    readonly typed: ReturnType<typeof typedActions>;
  }
}
