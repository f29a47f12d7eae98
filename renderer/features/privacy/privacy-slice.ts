/**
 * The do-not-send list, and the data that Omnideck holds about a phone number. The list is in
 * `state.console`.
 */
import { consoleLoaders } from '../../lib/console-slice.ts';
import type { SliceContext, SliceListener } from '../../lib/state.ts';
import type { UndoActions } from '../../lib/undo-slice.ts';

type Context = Pick<SliceContext, 'store' | 'engine'> & { readonly undo: Pick<UndoActions, 'offer'> };

export function privacyActions(context: Context) {
  const { store, engine, undo } = context;
  const { set } = consoleLoaders(context);

  async function loadDoNotSend() {
    const answer = await engine.read((client) => client.doNotSend.list());
    if (answer.ok) set({ doNotSend: answer.value });
  }

  return {
    loadDoNotSend,
    /** Loads the list again if it was loaded before. */
    async reloadDoNotSend() {
      if (store.getState().console.doNotSend !== null) await loadDoNotSend();
    },
    async addDoNotSend(numbers: string[], reason: string) {
      const input = reason === '' ? { numbers } : { numbers, reason };
      const answer = await engine.ask((client) => client.doNotSend.addMany(input));
      await loadDoNotSend();
      return answer;
    },
    /** Removes a number from the list, and offers to undo the removal. */
    async removeDoNotSend(number: string) {
      const removed = store.getState().console.doNotSend?.find((entry) => entry.number === number);
      const answer = await engine.ask((client) => client.doNotSend.remove({ number }));
      await loadDoNotSend();
      if (!answer.ok) return answer;
      undo.offer(
        (words) => words.settings.privacy.taken(number),
        async () => {
          const added = await engine.ask((client) =>
            client.doNotSend.add({ number, ...(removed?.reason ? { reason: removed.reason } : {}) }),
          );
          await loadDoNotSend();
          return added;
        },
      );
      return answer;
    },
    aboutNumber: (number: string) => engine.ask((client) => client.privacy.about({ number })),
    eraseNumber: (number: string) => engine.ask((client) => client.privacy.erase({ number })),
  };
}

type PrivacyActions = ReturnType<typeof privacyActions>;

declare module '../../lib/state.ts' {
  interface DeckActions {
    readonly privacy: PrivacyActions;
  }
}

/** Follows the do-not-send list. The engine reports a change of the list as a change of the settings. */
export function privacyListener(privacy: PrivacyActions): SliceListener {
  return {
    onChange(change) {
      if (change.type === 'settings') void privacy.reloadDoNotSend();
    },
  };
}
