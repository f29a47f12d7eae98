/** The callbacks as they came: a live list, newest first, and the one that is looked at. */
import type { CallbackDetail, CallbackRow, ProblemView } from '../../shared/contract/schemas.ts';
import type { SliceContext } from '../app/state.ts';
import { throttle } from '../app/throttle.ts';

export const verdicts = ['all', 'verified', 'forged', 'unsigned'] as const;
export type VerdictTab = (typeof verdicts)[number];

export type CallbacksState = {
  readonly tab: VerdictTab;
  /** Only those of one message; null: all. */
  readonly messageId: string | null;
  readonly rows: readonly CallbackRow[];
  readonly next: number | null;
  readonly loading: 'first' | 'more' | null;
  readonly opened: boolean;
  readonly problem: ProblemView | null;
  readonly detail: {
    readonly id: number;
    readonly value: CallbackDetail | null;
    readonly problem: ProblemView | null;
  } | null;
};

export const initialCallbacks: CallbacksState = {
  tab: 'all',
  messageId: null,
  rows: [],
  next: null,
  loading: 'first',
  opened: false,
  problem: null,
  detail: null,
};

const pageSize = 200;

/** Newest first, each once; a row told again replaces the old one. */
export function mergeCallbacks(
  old: readonly CallbackRow[],
  told: readonly CallbackRow[],
): readonly CallbackRow[] {
  const byId = new Map(old.map((row) => [row.id, row]));
  for (const row of told) byId.set(row.id, row);
  return [...byId.values()].toSorted((one, other) => other.id - one.id);
}

export function callbacksActions({ store, engine }: SliceContext) {
  let listing = 0;
  const get = () => store.getState().callbacks;
  const set = (patch: Partial<CallbacksState>) =>
    store.setState((state) => ({ callbacks: { ...state.callbacks, ...patch } }));

  function page(before: number | null) {
    const { tab, messageId } = get();
    return engine.read((client) =>
      client.callbacks.list({
        limit: pageSize,
        ...(before === null ? {} : { before }),
        ...(tab === 'all' ? {} : { verdict: tab }),
        ...(messageId === null ? {} : { messageId }),
      }),
    );
  }

  async function reload() {
    listing += 1;
    const turn = listing;
    set({ loading: 'first' });
    const answer = await page(null);
    if (turn !== listing) return;
    if (answer.ok) set({ rows: answer.value.rows, next: answer.value.next, loading: null, problem: null });
    else set({ loading: null, problem: answer.problem });
  }

  const catchUp = throttle(150, async () => {
    const turn = listing;
    const answer = await page(null);
    if (turn !== listing || !answer.ok) return;
    const newest = get().rows[0]?.id ?? 0;
    const oldestTold = answer.value.rows.at(-1)?.id ?? 0;
    /* More came than a page holds: what lies between is not known, so begin anew. */
    const gap = answer.value.next !== null && oldestTold > newest;
    if (gap) set({ rows: answer.value.rows, next: answer.value.next });
    else set({ rows: mergeCallbacks(get().rows, answer.value.rows) });
  });

  async function loadDetail(id: number) {
    const answer = await engine.ask((client) => client.callbacks.get({ id }));
    if (get().detail?.id !== id) return;
    set({
      detail: { id, value: answer.ok ? answer.value : null, problem: answer.ok ? null : answer.problem },
    });
  }

  return {
    /** The screen is opened, for all callbacks or those of one message. */
    open(messageId: string | null) {
      const fresh = !get().opened || messageId !== get().messageId;
      set({ opened: true, messageId });
      if (fresh) void reload();
    },
    async refresh() {
      if (get().opened) await reload();
      const { detail } = get();
      if (detail) await loadDetail(detail.id);
    },
    setTab(tab: VerdictTab) {
      set({ tab });
      void reload();
    },
    async loadMore() {
      const { next, loading } = get();
      if (next === null || loading !== null) return;
      const turn = listing;
      set({ loading: 'more' });
      const answer = await page(next);
      if (turn !== listing) return;
      if (answer.ok)
        set({ rows: mergeCallbacks(get().rows, answer.value.rows), next: answer.value.next, loading: null });
      else set({ loading: null, problem: answer.problem });
    },
    onChange() {
      if (get().opened) catchUp();
    },
    look(id: number | null) {
      if (id === (get().detail?.id ?? null)) return;
      set({ detail: id === null ? null : { id, value: null, problem: null } });
      if (id !== null) void loadDetail(id);
    },
  };
}
