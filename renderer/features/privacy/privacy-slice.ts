/**
 * The do-not-send list, and the data that Omnideck holds about a phone number. The list is in
 * `state.console`.
 */
import { consoleLoaders } from '../../lib/console-slice.ts';
import type { SliceContext, SliceListener } from '../../lib/state.ts';
import type { UndoActions } from '../../lib/undo-slice.ts';

const pageLength = 100;
/** The most entries that are read again after a change. */
const mostReloaded = 1_000;
/** More recipients cannot be sent to at once. */
const mostOfDraft = 10_000;

type Context = Pick<SliceContext, 'store' | 'engine'> & { readonly undo: Pick<UndoActions, 'offer'> };

export function privacyActions(context: Context) {
  const { store, engine, undo } = context;
  const { set } = consoleLoaders(context);

  const shown = () => store.getState().console.doNotSend;
  let lastSearch = '';

  /** Loads the beginning of the list, at least as much of it as was shown. */
  async function loadDoNotSend(search = shown()?.search ?? '') {
    lastSearch = search;
    const before = shown();
    const known = before?.search === search ? before.entries.length : 0;
    const limit = Math.min(Math.max(known, pageLength), mostReloaded);
    const answer = await engine.read((client) => client.doNotSend.page({ search, limit }));
    if (answer.ok && lastSearch === search) set({ doNotSend: { ...answer.value, search } });
  }

  let ofDraft: readonly string[] = [];

  /** Loads which of these numbers, E.164, are on the list. */
  async function loadListed(numbers: readonly string[]) {
    ofDraft = numbers;
    const answer = await engine.read((client) =>
      client.doNotSend.among({ numbers: numbers.slice(0, mostOfDraft) }),
    );
    if (answer.ok && ofDraft === numbers) set({ listed: answer.value });
  }

  return {
    loadDoNotSend,
    loadListed,
    /** Adds the next page to the shown entries. */
    async loadMoreDoNotSend() {
      const before = shown();
      if (before === null || before.next === null) return;
      const { search, next: after } = before;
      const answer = await engine.read((client) =>
        client.doNotSend.page({ search, after, limit: pageLength }),
      );
      if (!answer.ok || shown() !== before) return;
      const entries = [...before.entries, ...answer.value.entries];
      set({ doNotSend: { ...answer.value, entries, search } });
    },
    /** Loads again what was loaded before. */
    async reloadDoNotSend() {
      if (shown() !== null) await loadDoNotSend();
      if (ofDraft.length > 0) await loadListed(ofDraft);
    },
    /** Returns the calls of an import, which load with its dialog. */
    optOutImport: async () => (await import('./opt-out-import.ts')).optOutImport(engine),
    /** Returns the calls for the backup passphrase, which load with the screens that need them. */
    backupPassphrase: async () => (await import('./passphrase-calls.ts')).passphraseCalls(engine),
    async addDoNotSend(numbers: string[], reason: string) {
      const input = reason === '' ? { numbers } : { numbers, reason };
      const answer = await engine.ask((client) => client.doNotSend.addMany(input));
      await loadDoNotSend();
      return answer;
    },
    /** Removes a number from the list, and offers to undo the removal. */
    async removeDoNotSend(number: string) {
      const removed = shown()?.entries.find((entry) => entry.number === number);
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
    blacklists: () => engine.read((client) => client.doNotSend.blacklists()),
    readBlacklists: () => engine.read((client) => client.doNotSend.readBlacklists()),
    consentOf: (number: string) => engine.ask((client) => client.consent.show({ number })),
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
