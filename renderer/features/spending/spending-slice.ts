/** Reads what is spent. The caps are a setting. */
import type { SliceContext } from '../../lib/state.ts';

export function spendingActions({ engine }: Pick<SliceContext, 'engine'>) {
  return { show: () => engine.read((client) => client.spending.show()) };
}

type SpendingActions = ReturnType<typeof spendingActions>;

declare module '../../lib/state.ts' {
  interface DeckActions {
    readonly spending: SpendingActions;
  }
}
