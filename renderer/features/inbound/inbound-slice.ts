/** Messages that people wrote: a live list, newest first, the one on the screen, and the numbers written to. */
import type { SliceContext, SliceListener } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import { inboundListActions, mergeInbound } from './inbound-list-actions.ts';
import { inboundNumberActions } from './inbound-number-actions.ts';
import { type InboundState, personOf } from './inbound-state.ts';

export function inboundActions(context: SliceContext) {
  const { store, engine } = context;
  const get = () => store.getState().inbound;
  const set = (patch: Partial<InboundState>) =>
    store.setState((state) => ({ inbound: { ...state.inbound, ...patch } }));
  const { reload, loadNewest, ...list } = inboundListActions({ engine, get, set });
  const numbers = inboundNumberActions({ engine, get, set });

  /** Returns the calls about subscriptions, which load with their tab. */
  const subscriptions = async () =>
    (await import('./subscription-actions.ts')).subscriptionActions({ engine, get, set });

  /** Loads whether the sender may be written to. */
  async function loadListed(id: number) {
    const { detail } = get();
    const person = detail?.value ? personOf(detail.value) : null;
    if (person === null) return;
    const answer = await engine.ask((client) => client.privacy.about({ number: person }));
    const now = get().detail;
    if (now?.id === id && answer.ok)
      set({ detail: { ...now, listedAt: answer.value.doNotSend?.addedAt ?? null } });
  }

  async function loadDetail(id: number) {
    const known = get().rows.find((row) => row.id === id);
    if (known !== undefined && get().detail?.value === null)
      set({ detail: { id, value: known, isLoaded: true, listedAt: null, problem: null } });
    // By keyset: the newest of the messages that are not newer than this one.
    const answer = await engine.ask((client) => client.inbound.list({ before: id + 1, limit: 1 }));
    const { detail } = get();
    if (detail?.id !== id) return;
    if (!answer.ok) return set({ detail: { ...detail, isLoaded: true, problem: answer.problem } });
    const value = answer.value.rows.find((row) => row.id === id) ?? null;
    set({ detail: { ...detail, value, isLoaded: true, problem: null } });
    await loadListed(id);
  }

  /** Loads again what a decision changes: the rows, and the message on the screen. */
  async function loadDecided() {
    if (!get().opened) return;
    // An answer that is decided does not belong to the list of the others any more.
    await (get().undecided ? reload() : loadNewest());
    if (get().subscriptions !== null) await (await subscriptions()).load();
    const { detail } = get();
    if (detail === null) return;
    await loadDetail(detail.id);
    const value = get().detail?.value ?? null;
    if (value !== null && get().rows.some(({ id }) => id === value.id))
      set({ rows: mergeInbound(get().rows, [value]) });
  }

  const catchUp = throttle(150, async () => {
    await loadNewest();
    await numbers.loadNumbers();
  });
  const checkNumbers = throttle(1000, numbers.loadNumbers);

  return {
    ...list,
    ...numbers,
    subscriptions,
    /** Lists only the answers that need a decision, or all. */
    showUndecided(undecided: boolean) {
      set({ undecided });
      void reload();
    },
    open() {
      set({ opened: true });
      void reload();
      void numbers.loadNumbers();
    },
    close() {
      set({ opened: false });
    },
    look(id: number | null) {
      if (id === (get().detail?.id ?? null)) return;
      set({
        detail: id === null ? null : { id, value: null, isLoaded: false, listedAt: null, problem: null },
      });
      if (id !== null) void loadDetail(id);
    },
    async refresh() {
      if (!get().opened) return;
      await reload();
      await numbers.loadNumbers();
      const { detail } = get();
      if (detail) await loadDetail(detail.id);
    },
    onMessage() {
      if (get().opened) catchUp();
    },
    /** The address of a number may have changed. */
    onAddress() {
      if (get().opened) checkNumbers();
    },
    /** Decides about a message that may be an opt-out. */
    async decide(id: number, decision: 'opt-out' | 'keep') {
      const answer = await engine.ask((client) => client.inbound.decide({ id, decision }));
      await loadDecided();
      return answer;
    },
    onListed() {
      void loadDecided();
    },
  };
}

type InboundActions = ReturnType<typeof inboundActions>;

declare module '../../lib/state.ts' {
  interface DeckState {
    readonly inbound: InboundState;
  }
  interface DeckActions {
    readonly inbound: InboundActions;
  }
}

/** Follows inbound messages. The engine reports a change of the do-not-send list as a change of the settings. */
export function inboundListener(inbound: InboundActions): SliceListener {
  return {
    onOpen: () => void inbound.refresh(),
    onChange(change) {
      if (change.type === 'callbacks') inbound.onMessage();
      if (change.type === 'overview' || change.type === 'accounts') inbound.onAddress();
      if (change.type === 'settings') inbound.onListed();
    },
  };
}
