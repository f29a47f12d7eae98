/** The palette's search in the engine: a few messages, by number, text, sender or tag. */
import type { MessageRow } from '../../../shared/contract/messages.ts';
import { everything, filterOf } from '../../features/messages/index.ts';
import type { SliceContext } from '../../lib/state.ts';

const mostShown = 6;

export function paletteActions({ store, engine, now }: SliceContext) {
  return {
    /** Returns the newest matching messages of the current account; all of them if `search` is empty. */
    async find(search: string): Promise<readonly MessageRow[]> {
      const current = store.getState().console.overview?.currentAccountId ?? null;
      const filter = filterOf({ ...everything, search }, current, now());
      const answer = await engine.read((client) => client.messages.list({ filter, limit: mostShown }));
      return answer.ok ? answer.value.rows : [];
    },
  };
}

declare module '../../lib/state.ts' {
  interface DeckActions {
    readonly palette: ReturnType<typeof paletteActions>;
  }
}
