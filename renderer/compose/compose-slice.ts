/**
 * The draft, kept through every error, navigation and reload of the page. It is kept for this window only
 * (sessionStorage) and gone once sent: it holds other people's numbers.
 */
import { z } from 'zod/mini';
import type { ProblemView } from '../../shared/contract/schemas.ts';
import type { DraftChain } from '../../shared/messaging/compose.ts';
import { type Channel, channels } from '../../shared/messaging/types.ts';
import type { SliceContext } from '../app/state.ts';
import { type Draft, emptyDraft, moveStep, newStep, type StepDraft } from './draft.ts';
import { withoutNumber } from './recipients.ts';

export type ComposeState = {
  readonly draft: Draft;
  readonly sending: boolean;
  /** What the engine said to the last try to send. */
  readonly problem: ProblemView | null;
  /** The key of a try whose outcome is not known, kept so that trying again can't send twice. */
  readonly requestKey: string | null;
};

const storageKey = 'omnideck:draft';

const draftSchema = z.object({
  recipients: z.array(z.object({ key: z.string(), written: z.string() })),
  typed: z.string(),
  steps: z
    .array(
      z.object({
        key: z.string(),
        channel: z.enum(channels),
        text: z.string(),
        sender: z.string(),
        waitSeconds: z.nullable(z.number()),
        autoconvert: z.enum(['on', 'off', 'full']),
        udh: z._default(z.string(), ''),
        content: z._default(z.record(z.string(), z.json()), {}),
      }),
    )
    .check(z.minLength(1)),
  selected: z.string(),
  sendAt: z.nullable(z.number()),
});

function readDraft(storage: Storage): Draft | null {
  try {
    const parsed = draftSchema.safeParse(JSON.parse(storage.getItem(storageKey) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function initialCompose(storage: Storage, newKey: () => string): ComposeState {
  return { draft: readDraft(storage) ?? emptyDraft(newKey), sending: false, problem: null, requestKey: null };
}

export function composeActions({ store, engine, newKey, page }: SliceContext) {
  const get = () => store.getState().compose;
  const set = (patch: Partial<ComposeState>) =>
    store.setState((state) => ({ compose: { ...state.compose, ...patch } }));

  function edit(draft: Draft) {
    if (get().sending) return;
    set({ draft, problem: null, requestKey: null });
    try {
      page.sessionStorage.setItem(storageKey, JSON.stringify(draft));
    } catch {
      /* A full or forbidden storage loses nothing that is on the screen. */
    }
  }

  function discard() {
    set({ draft: emptyDraft(newKey), problem: null, requestKey: null });
    page.sessionStorage.removeItem(storageKey);
  }

  return {
    edit: (patch: Partial<Draft>) => edit({ ...get().draft, ...patch }),
    editStep(key: string, patch: Partial<StepDraft>) {
      const { draft } = get();
      edit({ ...draft, steps: draft.steps.map((step) => (step.key === key ? { ...step, ...patch } : step)) });
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
    removeRecipients(keys: readonly string[]) {
      const { draft } = get();
      edit({ ...draft, recipients: draft.recipients.filter((one) => !keys.includes(one.key)) });
    },
    /** A chain to try the sandbox with; only over a blank draft. */
    begin(draft: Draft) {
      edit(draft);
    },
    discard,
    /** A person is erased: the draft, which the page keeps, must not hold the number either. */
    forgetNumber(number: string) {
      const { draft } = get();
      const country = store.getState().console.settings?.defaultCountry ?? null;
      const rest = withoutNumber(draft, number, country);
      if (rest === null) discard();
      else if (rest !== draft) edit(rest);
    },
    async send(to: readonly string[], chain: DraftChain) {
      const requestKey = get().requestKey ?? newKey();
      const accountId = store.getState().console.overview?.currentAccountId ?? null;
      set({ sending: true, problem: null, requestKey });
      const answer = await engine.ask((client) =>
        client.messages.send({
          to: [...to],
          chain: { ...chain, steps: [...chain.steps] },
          requestKey,
          ...(accountId === null ? {} : { accountId }),
        }),
      );
      set({ sending: false });
      if (answer.ok) discard();
      else set({ problem: answer.problem });
      return answer;
    },
  };
}
