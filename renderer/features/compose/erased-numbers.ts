/** The numbers that were erased while this window is open: no draft may contain them or bring them back. */
import type { ComposeAccess, ComposeContext } from './compose-state.ts';
import type { Draft } from './draft.ts';
import type { DraftKeeping } from './draft-keeping.ts';
import { withoutNumber } from './recipients.ts';

type Context = ComposeContext &
  ComposeAccess & { readonly keeping: Pick<DraftKeeping, 'force'>; readonly showBlank: () => void };

export function erasedNumbers({ store, engine, get, set, keeping, showBlank }: Context) {
  const forgotten = new Set<string>();
  const country = () => store.getState().console.settings?.defaultCountry ?? null;

  return {
    /** Returns a removed draft without the numbers erased since; null if no other recipient is left. */
    withoutForgotten(draft: Draft): Draft | null {
      let remaining: Draft | null = draft;
      for (const number of forgotten) remaining = remaining && withoutNumber(remaining, number, country());
      return remaining;
    },
    /** Removes an erased number from the draft on the screen, and from drafts that can be restored. */
    forgetNumber(number: string) {
      forgotten.add(number);
      const { draft } = get();
      const remaining = withoutNumber(draft, number, country());
      if (remaining === draft) return;
      if (remaining === null) {
        const { draftId, keptAt } = get();
        showBlank();
        if (keptAt !== null) void engine.ask((client) => client.compose.drafts.remove({ id: draftId }));
        return;
      }
      set({ draft: remaining, problem: null, requestKey: null });
      // The engine has removed the number too, so this draft has changed there as well.
      void keeping.force();
    },
  };
}
