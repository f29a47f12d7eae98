/**
 * The draft on the screen, and the actions that change it. The engine stores the draft: see draft-keeping.ts.
 */
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { escapeChain } from '../../../shared/messaging/placeholders.ts';
import type { SliceListener } from '../../lib/state.ts';
import type { ComposeContext, ComposeState } from './compose-state.ts';
import { type Draft, draftFrom, emptyDraft } from './draft.ts';
import { draftActions } from './draft-actions.ts';
import { draftKeeping } from './draft-keeping.ts';
import { erasedNumbers } from './erased-numbers.ts';
import { rememberOpen, takeUnsaved } from './kept-here.ts';
import { recipientActions } from './recipient-actions.ts';
import { sendAction } from './send-action.ts';
import { sentChains } from './sent-chains.ts';
import { stepActions } from './step-actions.ts';
import { templateActions } from './template-actions.ts';

export function initialCompose(storage: Storage, newKey: () => string): ComposeState {
  const unsaved = takeUnsaved(storage, newKey);
  return {
    draft: unsaved?.draft ?? emptyDraft(newKey),
    draftId: unsaved?.id ?? newKey(),
    keptAt: unsaved?.keptAt ?? null,
    keeping: { state: unsaved === null ? 'kept' : 'waiting' },
    elsewhere: null,
    drafts: null,
    templates: null,
    sending: false,
    problem: null,
    requestKey: null,
  };
}

export function composeActions(context: ComposeContext) {
  const { store, engine, newKey, page } = context;
  const get = () => store.getState().compose;
  const set = (patch: Partial<ComposeState>) =>
    store.setState((state) => ({ compose: { ...state.compose, ...patch } }));
  const keeping = draftKeeping(context, get, set);

  function edit(draft: Draft) {
    if (get().sending) return;
    set({ draft, problem: null, requestKey: null });
    rememberOpen(page.sessionStorage, get().draftId);
    keeping.touch();
  }

  /** Puts another draft on the screen without saving the previous one. */
  function show(draft: Draft, id: string, keptAt: number | null) {
    set({ draft, draftId: id, keptAt, elsewhere: null, problem: null, requestKey: null });
    rememberOpen(page.sessionStorage, keptAt === null ? null : id);
    keeping.settle();
  }
  const showBlank = () => show(emptyDraft(newKey), newKey(), null);

  const editing = { ...context, get, set, edit };
  const { withoutForgotten, forgetNumber } = erasedNumbers({ ...context, get, set, keeping, showBlank });
  const drafts = draftActions({ ...context, get, set, keeping, show, showBlank, withoutForgotten });
  const templates = templateActions({ ...context, get, set, begin: drafts.beginDraft, edit });

  return {
    edit: (patch: Partial<Draft>) => edit({ ...get().draft, ...patch }),
    ...stepActions(editing),
    ...recipientActions(editing),
    /** Fills in an example chain for the sandbox; only if the draft is blank. */
    begin(draft: Draft) {
      edit(draft);
    },
    /**
     * Starts a draft from a sent message: its texts are literal, including braces. The previous draft is
     * saved.
     * @param from.to numbers; may be empty
     * @param from.purpose the purpose is copied to the new draft, and so are the tags
     */
    async beginFrom(from: {
      chain: DraftChain;
      to: readonly string[];
      purpose: string;
      tags: readonly string[];
    }): Promise<ProblemView | null> {
      const { timeToSend: _past, ...rest } = escapeChain(from.chain);
      const { purpose, tags } = from;
      return drafts.beginDraft({ ...draftFrom(rest, from.to, newKey), purpose, tags });
    },
    ...drafts,
    ...sentChains(engine),
    templates,
    /** Drafts or templates were changed, here or in another window. */
    onComposing() {
      void drafts.followDrafts();
      if (get().templates !== null) void templates.load();
    },
    forgetNumber,
    send: sendAction({ ...context, get, set, keeping, showBlank }),
  };
}

type ComposeActions = ReturnType<typeof composeActions>;

declare module '../../lib/state.ts' {
  interface DeckState {
    readonly compose: ComposeState;
  }
  interface DeckActions {
    readonly compose: ComposeActions;
  }
}

/** Follows drafts and templates. */
export function composeListener(compose: ComposeActions): SliceListener {
  return {
    onOpen: () => void compose.onOpen(),
    onChange(change) {
      if (change.type === 'composing') compose.onComposing();
    },
  };
}
