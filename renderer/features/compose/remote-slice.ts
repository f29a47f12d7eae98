/**
 * Data that the compose screen loads from elsewhere, kept only in this window: the account's WhatsApp
 * templates, and the pictures behind links, which are loaded only with the user's consent.
 */

import type { ProblemView } from '../../../shared/contract/common.ts';
import type { WhatsappTemplateView } from '../../../shared/contract/compose.ts';
import type { SliceContext } from '../../lib/state.ts';

export type TemplateList = {
  readonly loading: boolean;
  /** The last known list; null if there is none yet. */
  readonly known: { readonly templates: readonly WhatsappTemplateView[]; readonly fetchedAt: number } | null;
  readonly problem: ProblemView | null;
};

export type MediaFile =
  | { readonly state: 'loading' }
  | {
      readonly state: 'here';
      readonly type: string;
      readonly bytes: number | null;
      readonly dataUrl: string | null;
      readonly says: string | null;
    }
  | { readonly state: 'failed'; readonly problem: ProblemView };

type RemoteState = {
  /** By account; '' is the current account if none is known. */
  readonly templates: Readonly<Record<string, TemplateList>>;
  /** By link, oldest first. */
  readonly files: Readonly<Record<string, MediaFile>>;
  /**
   * Steps of drafts whose pictures are shown without asking: a draft is identified by the keys of its steps.
   */
  readonly allowedSteps: readonly string[];
  readonly allowedAccounts: readonly string[];
};

export const initialRemote: RemoteState = { templates: {}, files: {}, allowedSteps: [], allowedAccounts: [] };

/** Pictures have at most 5 MB each; the oldest are dropped first. */
const mostFiles = 24;

const without = (all: readonly string[], gone: readonly string[]) => all.filter((one) => !gone.includes(one));

export function remoteActions({ store, engine }: SliceContext) {
  const get = () => store.getState().remote;
  const set = (patch: Partial<RemoteState>) =>
    store.setState((state) => ({ remote: { ...state.remote, ...patch } }));

  function setTemplates(account: string, patch: Partial<TemplateList>) {
    const before = get().templates[account] ?? { loading: false, known: null, problem: null };
    set({ templates: { ...get().templates, [account]: { ...before, ...patch } } });
  }

  function setFile(url: string, file: MediaFile) {
    const { [url]: _before, ...rest } = get().files;
    const kept = Object.entries({ ...rest, [url]: file }).slice(-mostFiles);
    set({ files: Object.fromEntries(kept) });
  }

  return {
    /** Loads the templates. @param account '' if none is known */
    async loadTemplates(account: string, fresh = false) {
      const before = get().templates[account];
      if (before?.loading || (!fresh && before?.known)) return;
      setTemplates(account, { loading: true });
      const answer = await engine.ask((client) =>
        client.compose.whatsappTemplates({ ...(account === '' ? {} : { accountId: account }), fresh }),
      );
      if (answer.ok) setTemplates(account, { loading: false, known: answer.value, problem: null });
      else setTemplates(account, { loading: false, problem: answer.problem });
    },
    /** Loads the files behind links; links that are loaded or loading are skipped. */
    async loadFiles(urls: readonly string[]) {
      const wanted = urls.filter((url) => {
        const { state } = get().files[url] ?? {};
        return state !== 'here' && state !== 'loading';
      });
      await Promise.all(
        wanted.map(async (url) => {
          setFile(url, { state: 'loading' });
          const answer = await engine.ask((client) => client.compose.media({ url }));
          setFile(
            url,
            answer.ok ? { state: 'here', ...answer.value } : { state: 'failed', problem: answer.problem },
          );
        }),
      );
    },
    allow(how: { readonly steps: readonly string[]; readonly account: string | null }, what: Allowed) {
      const { allowedSteps, allowedAccounts } = get();
      const accounts = how.account === null ? [] : [how.account];
      set({
        allowedSteps: [...without(allowedSteps, how.steps), ...(what === 'draft' ? how.steps : [])],
        allowedAccounts: [...without(allowedAccounts, accounts), ...(what === 'account' ? accounts : [])],
      });
    },
  };
}

type RemoteActions = ReturnType<typeof remoteActions>;

declare module '../../lib/state.ts' {
  interface DeckState {
    readonly remote: RemoteState;
  }
  interface DeckActions {
    readonly remote: RemoteActions;
  }
}

/** When pictures are loaded without asking: always for this account, for this draft, or never. */
export type Allowed = 'account' | 'draft' | 'never';

export function allowedFor(state: RemoteState, steps: readonly string[], account: string | null): Allowed {
  if (account !== null && state.allowedAccounts.includes(account)) return 'account';
  return steps.some((step) => state.allowedSteps.includes(step)) ? 'draft' : 'never';
}
