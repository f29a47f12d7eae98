/** The callbacks as they came: a live list, newest first, and the one that is looked at. */

import type { ProblemView } from '../../../shared/contract/common.ts';
import type {
  CallbackDetail,
  CallbackPage,
  CallbackRow,
  CallbackStory,
  RefusedRequest,
  Replayed,
  ReplayTarget,
} from '../../../shared/contract/reports.ts';
import type { Answer } from '../../lib/engine-client.ts';
import type { SliceContext, SliceListener } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';

const verdicts = ['all', 'verified', 'forged', 'unsigned', 'postponed'] as const;
/** By what came of it; `refused`: what was not even kept. */
export const callbackTabs = [...verdicts, 'refused'] as const;
type CallbackTab = (typeof callbackTabs)[number];

type CallbacksState = {
  readonly tab: CallbackTab;
  /** Requests that were not kept, newest first; null until they are known. */
  readonly refused: readonly RefusedRequest[] | null;
  /** Only those of one message; null: all. */
  readonly messageId: string | null;
  /** What is looked for; '': everything is listed. */
  readonly search: string;
  /** How far back was looked where that is not to the end: further back only when it is asked for. */
  readonly searched: CallbackPage['searched'];
  readonly rows: readonly CallbackRow[];
  readonly next: number | null;
  readonly loading: 'first' | 'more' | 'back' | null;
  readonly opened: boolean;
  readonly problem: ProblemView | null;
  readonly detail: {
    readonly id: number;
    readonly value: CallbackDetail | null;
    /** What it changed and how often it came; null until it is known. */
    readonly story: CallbackStory | null;
    readonly problem: ProblemView | null;
  } | null;
};

export const initialCallbacks: CallbacksState = {
  tab: 'all',
  refused: null,
  messageId: null,
  search: '',
  searched: null,
  rows: [],
  next: null,
  loading: 'first',
  opened: false,
  problem: null,
  detail: null,
};

const pageSize = 200;
/** So many times a search looks further back by itself, once it is asked to, before it asks again. */
const mostTurns = 10;
const urlKey = 'omnideck:replay-url';

/** Newest first, each once; a row told again replaces the old one. */
export function mergeCallbacks(
  old: readonly CallbackRow[],
  told: readonly CallbackRow[],
): readonly CallbackRow[] {
  const byId = new Map(old.map((row) => [row.id, row]));
  for (const row of told) byId.set(row.id, row);
  return [...byId.values()].toSorted((one, other) => other.id - one.id);
}

/** Whether postponed ones were checked since: each has another verdict now, and those below may have too. */
function wereChecked(rows: readonly CallbackRow[], told: CallbackPage): boolean {
  const still = new Set(told.rows.filter((row) => row.verdict === 'postponed').map(({ id }) => id));
  const oldest = told.next === null ? 0 : (told.rows.at(-1)?.id ?? 0);
  return rows.some((row) => row.verdict === 'postponed' && row.id >= oldest && !still.has(row.id));
}

/** Two looks back are one: so many more were looked at, back to where the second one came. */
function addSearched(
  one: CallbackPage['searched'],
  other: CallbackPage['searched'],
): CallbackPage['searched'] {
  if (one === null || other === null) return other;
  return { callbacks: one.callbacks + other.callbacks, backTo: other.backTo };
}

export function callbacksActions({ store, engine, page: window }: SliceContext) {
  let listing = 0;
  const get = () => store.getState().callbacks;
  const set = (patch: Partial<CallbacksState>) =>
    store.setState((state) => ({ callbacks: { ...state.callbacks, ...patch } }));

  function page(before: number | null) {
    const { tab, messageId, search } = get();
    return engine.read((client) =>
      client.callbacks.list({
        limit: pageSize,
        ...(before === null ? {} : { before }),
        ...(tab === 'all' || tab === 'refused' ? {} : { verdict: tab }),
        ...(messageId === null ? {} : { messageId }),
        ...(search === '' ? {} : { search }),
      }),
    );
  }

  async function reload() {
    listing += 1;
    const turn = listing;
    set({ loading: 'first' });
    const answer = await page(null);
    if (turn !== listing) return;
    if (answer.ok) set({ ...answer.value, loading: null, problem: null });
    else set({ loading: null, problem: answer.problem });
  }

  async function look() {
    const turn = listing;
    const answer = await page(null);
    if (turn !== listing || !answer.ok) return;
    const newest = get().rows[0]?.id ?? 0;
    const oldestTold = answer.value.rows.at(-1)?.id ?? 0;
    /* More came than a page holds: what lies between is not known, so begin anew. */
    const gap = answer.value.next !== null && oldestTold > newest;
    if (gap || wereChecked(get().rows, answer.value)) set({ ...answer.value });
    else set({ rows: mergeCallbacks(get().rows, answer.value.rows) });
    const { detail } = get();
    if (detail?.value?.verdict === 'postponed') await loadDetail(detail.id);
    else if (detail?.value) await loadStory(detail.id);
  }
  const catchUp = throttle(150, look);
  /* A search looks through thousands of them each time. */
  const catchUpSearch = throttle(1000, look);

  async function loadDetail(id: number) {
    const answer = await engine.ask((client) => client.callbacks.get({ id }));
    if (get().detail?.id !== id) return;
    set({
      detail: {
        id,
        value: answer.ok ? answer.value : null,
        story: get().detail?.story ?? null,
        problem: answer.ok ? null : answer.problem,
      },
    });
    if (answer.ok) await loadStory(id);
  }

  async function loadStory(id: number) {
    const answer = await engine.ask((client) => client.callbacks.story({ id }));
    const { detail } = get();
    if (detail?.id === id && answer.ok) set({ detail: { ...detail, story: answer.value } });
  }

  /** The page after; `turn`: for which list it was asked for. @returns whether there may be more to look at */
  async function append(turn: number): Promise<boolean> {
    const { next } = get();
    if (next === null) return false;
    const answer = await page(next);
    if (turn !== listing) return false;
    if (!answer.ok) {
      set({ loading: null, problem: answer.problem });
      return false;
    }
    const { rows, searched } = answer.value;
    set({
      rows: mergeCallbacks(get().rows, rows),
      next: answer.value.next,
      searched: addSearched(get().searched, searched),
    });
    return rows.length === 0 && answer.value.next !== null;
  }

  function keepUrl(url: string) {
    try {
      window.localStorage.setItem(urlKey, url);
    } catch {
      /* A full or forbidden storage: it is typed again. */
    }
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
    setTab(tab: CallbackTab) {
      set({ tab });
      if (tab !== 'refused') void reload();
    },
    async loadRefused() {
      const answer = await engine.read((client) => client.callbacks.refused());
      if (answer.ok) set({ refused: answer.value.rows });
    },
    async loadMore() {
      const { next, loading, searched } = get();
      if (next === null || loading !== null || searched !== null) return;
      const turn = listing;
      set({ loading: 'more' });
      await append(turn);
      if (turn === listing) set({ loading: null });
    },
    /** Looks for it in what is older, until something is found or a good deal was looked at. */
    async searchBack() {
      if (get().loading !== null) return;
      const turn = listing;
      set({ loading: 'back' });
      for (let round = 0; round < mostTurns && (await append(turn)); round += 1);
      if (turn === listing) set({ loading: null });
    },
    setSearch(search: string) {
      if (search.trim() === get().search) return;
      set({ search: search.trim() });
      void reload();
    },
    /** Sends it again; with a body, that one, signed anew. */
    async replay(id: number, to: ReplayTarget, body: string | null): Promise<Answer<Replayed>> {
      const answer = await engine.ask((client) =>
        body === null ? client.callbacks.replay({ id, to }) : client.callbacks.replayEdited({ id, body, to }),
      );
      if (answer.ok && to !== 'store') keepUrl(to.url);
      return answer;
    },
    /** Where one was sent to last; '' where none was. */
    lastUrl: () => window.localStorage.getItem(urlKey) ?? '',
    onChange() {
      if (!get().opened) return;
      if (get().search === '') catchUp();
      else catchUpSearch();
    },
    look(id: number | null) {
      if (id === (get().detail?.id ?? null)) return;
      set({ detail: id === null ? null : { id, value: null, story: null, problem: null } });
      if (id !== null) void loadDetail(id);
    },
  };
}

type CallbacksActions = ReturnType<typeof callbacksActions>;

declare module '../../lib/state.ts' {
  interface DeckState {
    readonly callbacks: CallbacksState;
  }
  interface DeckActions {
    readonly callbacks: CallbacksActions;
  }
}

/** Follows delivery reports. */
export function callbacksListener(callbacks: CallbacksActions): SliceListener {
  return {
    onOpen: () => void callbacks.refresh(),
    onChange(change) {
      if (change.type === 'callbacks') callbacks.onChange();
    },
  };
}
