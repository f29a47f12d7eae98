/** The draft on the screen and all that is done to it. It is kept by the engine: see draft-keeping.ts. */
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import type { NumbersAs } from '../../../shared/messaging/phone.ts';
import {
  escapeChain,
  placeholderKey,
  placeholdersOf,
  type Values,
} from '../../../shared/messaging/placeholders.ts';
import type { Channel } from '../../../shared/messaging/types.ts';
import type { SliceListener } from '../../lib/state.ts';
import type { ComposeContext, ComposeState, SendInput, SendMore } from './compose-state.ts';
import {
  type Draft,
  draftFrom,
  emptyDraft,
  moveStep,
  newStep,
  type RecipientDraft,
  type StepDraft,
} from './draft.ts';
import { draftActions } from './draft-actions.ts';
import { draftKeeping } from './draft-keeping.ts';
import { type Json, setAt } from './forms/json-tree.ts';
import { rememberOpen, takeUnsaved } from './kept-here.ts';
import { settled, withoutNumber } from './recipients.ts';
import { sentChains } from './sent-chains.ts';
import { splitTyped } from './split-typed.ts';
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

/** Only the values that the chain asks for: a table may have many more columns. */
function usedValues(
  chain: DraftChain,
  values: Readonly<Record<string, Values>> | undefined,
): Pick<SendInput, 'values'> {
  const used = new Set(placeholdersOf(chain).map((one) => one.key));
  if (values === undefined || used.size === 0) return {};
  const kept = Object.entries(values).map(([to, all]) => {
    const own = Object.entries(all).filter(([name]) => used.has(placeholderKey(name)));
    return [to, Object.fromEntries(own)] as const;
  });
  return { values: Object.fromEntries(kept) };
}

export function composeActions(context: ComposeContext) {
  const { store, engine, newKey, page } = context;
  const get = () => store.getState().compose;
  const set = (patch: Partial<ComposeState>) =>
    store.setState((state) => ({ compose: { ...state.compose, ...patch } }));
  const keeping = draftKeeping(context, get, set);
  const forgotten = new Set<string>();

  function edit(draft: Draft) {
    if (get().sending) return;
    set({ draft, problem: null, requestKey: null });
    rememberOpen(page.sessionStorage, get().draftId);
    keeping.touch();
  }

  /** Puts another draft on the screen; the one before is not looked at. */
  function show(draft: Draft, id: string, keptAt: number | null) {
    set({ draft, draftId: id, keptAt, elsewhere: null, problem: null, requestKey: null });
    rememberOpen(page.sessionStorage, keptAt === null ? null : id);
    keeping.settle();
  }
  const showBlank = () => show(emptyDraft(newKey), newKey(), null);

  /** A draft without the people that were erased since it was taken away; null: there is nobody else in it. */
  function withoutForgotten(draft: Draft): Draft | null {
    const country = store.getState().console.settings?.defaultCountry ?? null;
    let rest: Draft | null = draft;
    for (const number of forgotten) rest = rest && withoutNumber(rest, number, country);
    return rest;
  }

  const drafts = draftActions({ ...context, get, set, keeping, show, showBlank, withoutForgotten });

  const templates = templateActions({ ...context, get, set, begin: drafts.beginDraft, edit });

  return {
    edit: (patch: Partial<Draft>) => edit({ ...get().draft, ...patch }),
    editStep(key: string, patch: Partial<StepDraft>) {
      const { draft } = get();
      edit({ ...draft, steps: draft.steps.map((step) => (step.key === key ? { ...step, ...patch } : step)) });
    },
    /** Puts back what was taken out of a step's content; nothing where the step is gone. */
    putBack(key: string, path: string, value: Json) {
      const { draft } = get();
      if (!draft.steps.some((step) => step.key === key)) return;
      const steps = draft.steps.map((step) =>
        step.key === key ? { ...step, content: setAt(step.content, path, value) } : step,
      );
      edit({ ...draft, steps });
    },
    /** Looking at another step changes nothing that is sent: what was said of the draft stays, and the key of a try. */
    select(key: string) {
      const { draft, sending } = get();
      if (sending || draft.selected === key) return;
      set({ draft: { ...draft, selected: key } });
    },
    addStep(channel: Channel) {
      const { draft } = get();
      const step = newStep(newKey(), channel);
      edit({ ...draft, steps: [...draft.steps, step], selected: step.key });
    },
    removeStep(key: string) {
      const { draft } = get();
      if (draft.steps.length < 2) return;
      const at = draft.steps.findIndex((step) => step.key === key);
      const steps = draft.steps.filter((step) => step.key !== key);
      const selected = draft.selected === key ? (steps[Math.max(0, at - 1)]?.key ?? '') : draft.selected;
      edit({ ...draft, steps, selected });
    },
    move: (key: string, by: -1 | 1) => edit(moveStep(get().draft, key, by)),
    addRecipients(written: readonly string[]) {
      const { draft } = get();
      const added = written.map((one) => ({ key: newKey(), written: one }));
      edit({ ...draft, recipients: [...draft.recipients, ...added], typed: '' });
    },
    /** People of a table, with their values; new columns are added to those that there are. */
    addPeople(people: readonly Omit<RecipientDraft, 'key'>[], columns: readonly string[]) {
      const { draft } = get();
      const known = new Set(draft.columns.map(placeholderKey));
      const fresh = columns.filter((name) => !known.has(placeholderKey(name)));
      edit({
        ...draft,
        recipients: [...draft.recipients, ...people.map((one) => ({ ...one, key: newKey() }))],
        columns: [...draft.columns, ...fresh],
        typed: '',
      });
    },
    editRecipient(key: string, patch: Partial<Omit<RecipientDraft, 'key'>>) {
      const { draft } = get();
      const recipients = draft.recipients.map((one) => (one.key === key ? { ...one, ...patch } : one));
      edit({ ...draft, recipients });
    },
    /** Numbers that can be read in more than one way are this from now on; what stands in the field too. */
    settleNumbers(numbers: NumbersAs) {
      const { draft } = get();
      const country = store.getState().console.settings?.defaultCountry ?? null;
      const typed = splitTyped(draft.typed).map((one) => ({ ...one, key: newKey() }));
      const recipients = [...draft.recipients, ...typed].map((one) => settled(one, country, numbers));
      edit({ ...draft, recipients, typed: '' });
    },
    removeRecipients(keys: readonly string[]) {
      const { draft } = get();
      const gone = new Set(keys);
      edit({ ...draft, recipients: draft.recipients.filter((one) => !gone.has(one.key)) });
    },
    /** A chain to try the sandbox with; only over a blank draft. */
    begin(draft: Draft) {
      edit(draft);
    },
    /**
     * A new draft from what was sent: its texts stand as they are, braces too. The draft that was there is kept.
     * @param from.to numbers; may be empty
     * @param from.purpose what was said of it holds for the new one too, and its tags
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
    /** A person is erased: no draft may hold the number, this one and those that could be brought back. */
    forgetNumber(number: string) {
      forgotten.add(number);
      const { draft } = get();
      const country = store.getState().console.settings?.defaultCountry ?? null;
      const rest = withoutNumber(draft, number, country);
      if (rest === draft) return;
      if (rest === null) {
        const { draftId, keptAt } = get();
        showBlank();
        if (keptAt !== null) void engine.ask((client) => client.composing.drafts.remove({ id: draftId }));
        return;
      }
      set({ draft: rest, problem: null, requestKey: null });
      // The engine has taken the number out by itself, so this draft has changed there too.
      void keeping.force();
    },
    async send(to: readonly string[], chain: DraftChain, more: SendMore = {}) {
      const requestKey = get().requestKey ?? newKey();
      const accountId = store.getState().console.overview?.currentAccountId ?? null;
      const { draft, draftId } = get();
      const { values, ...others } = more;
      set({ sending: true, problem: null, requestKey });
      // So that nothing that is still on its way brings the draft back once it is sent.
      await keeping.flush();
      const answer = await engine.ask((client) =>
        client.messages.send({
          to: [...to],
          chain: { ...chain, steps: [...chain.steps] },
          requestKey,
          draftId: get().draftId,
          ...others,
          ...usedValues(chain, values),
          ...(draft.purpose.trim() === '' ? {} : { purpose: draft.purpose.trim() }),
          ...(draft.tags.length === 0 ? {} : { tags: [...draft.tags] }),
          ...(accountId === null ? {} : { accountId }),
        }),
      );
      set({ sending: false });
      if (!answer.ok) set({ problem: answer.problem });
      else if (get().draftId === draftId || get().draft === draft) showBlank();
      return answer;
    },
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
