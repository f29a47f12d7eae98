/**
 * The messages: a list that grows by keyset pages and is kept up by the engine's changes, and the one that is
 * looked at. Rows are normalised by id.
 */
import type {
  Counts,
  MessageDetail,
  MessageFilter,
  MessageRow,
  ProblemView,
} from '../../shared/contract/schemas.ts';
import type { SliceContext } from '../app/state.ts';
import { throttle } from '../app/throttle.ts';
import { belongsTo, insertRows, type Tab } from './row-order.ts';

export type MessagesState = {
  readonly tab: Tab;
  readonly search: string;
  /**
   * Rows by id. Changed in place, since copying a map of 100,000 for each report would be felt: read one row by
   * its id in a selector, and it is a new object whenever it has changed.
   */
  readonly rows: ReadonlyMap<string, MessageRow>;
  /** What is listed, newest first. */
  readonly ids: readonly string[];
  /** What `ids` is a list of; another text, another list. */
  readonly listed: string;
  /** Where the next page begins; null: this is all. */
  readonly next: string | null;
  readonly loading: 'first' | 'more' | null;
  readonly problem: ProblemView | null;
  readonly counts: Counts | null;
  readonly detail: {
    readonly id: string;
    readonly value: MessageDetail | null;
    readonly problem: ProblemView | null;
  } | null;
};

export function initialMessages(): MessagesState {
  return {
    tab: 'all',
    search: '',
    rows: new Map(),
    ids: [],
    listed: '',
    next: null,
    loading: 'first',
    problem: null,
    counts: null,
    detail: null,
  };
}

const pageSize = 200;
const mostIdsAtOnce = 1000;

export function messagesActions({ store, engine, newKey }: SliceContext) {
  const rows = new Map<string, MessageRow>();
  const changed = new Set<string>();
  const added = new Set<string>();
  let asking = false;
  let listing = 0;
  let detailTurn = 0;

  const get = () => store.getState().messages;
  const set = (patch: Partial<MessagesState>) =>
    store.setState((state) => ({ messages: { ...state.messages, ...patch } }));
  const seqOf = (id: string) => rows.get(id)?.seq ?? 0;
  const account = () => store.getState().console.overview?.currentAccountId ?? null;

  function filter(): MessageFilter {
    const { tab, search } = get();
    const accountId = account();
    return {
      ...(accountId === null ? {} : { accountId }),
      ...(tab === 'all' ? {} : { group: tab }),
      ...(search.trim() === '' ? {} : { search: search.trim() }),
    };
  }

  async function reload() {
    listing += 1;
    const turn = listing;
    set({ loading: 'first' });
    const wanted = filter();
    const answer = await engine.read((client) => client.messages.list({ filter: wanted, limit: pageSize }));
    if (turn !== listing) return;
    if (!answer.ok) {
      set({ loading: null, problem: answer.problem });
      return;
    }
    rows.clear();
    for (const row of answer.value.rows) rows.set(row.id, row);
    const ids = answer.value.rows.map((row) => row.id);
    set({
      rows,
      ids,
      listed: JSON.stringify(wanted),
      next: answer.value.next,
      loading: null,
      problem: null,
    });
  }

  async function loadMore() {
    const { next, loading } = get();
    if (next === null || loading !== null) return;
    const turn = listing;
    set({ loading: 'more' });
    const answer = await engine.read((client) =>
      client.messages.list({ filter: filter(), after: next, limit: pageSize }),
    );
    if (turn !== listing) return;
    if (!answer.ok) {
      set({ loading: null, problem: answer.problem });
      return;
    }
    const fresh = answer.value.rows.filter((row) => !rows.has(row.id));
    for (const row of answer.value.rows) rows.set(row.id, row);
    set({
      ids: [...get().ids, ...fresh.map((row) => row.id)],
      next: answer.value.next,
      loading: null,
      problem: null,
    });
  }

  const loadCounts = throttle(500, async () => {
    const accountId = account();
    const answer = await engine.read((client) =>
      client.messages.counts(accountId === null ? {} : { accountId }),
    );
    if (answer.ok) set({ counts: answer.value });
  });

  const searchAgain = throttle(1000, reload);

  function takeRows(asked: readonly string[], told: readonly MessageRow[]) {
    const { tab, search, detail } = get();
    const here = account();
    const toldIds = new Set(told.map((row) => row.id));
    const gone = new Set(asked.filter((id) => !toldIds.has(id) && rows.has(id)));
    const fresh: MessageRow[] = [];
    for (const row of told) {
      const kept = belongsTo(row, tab) || row.id === detail?.id;
      const ours = here === null || row.accountId === here;
      if (!rows.has(row.id)) {
        if (search === '' && ours && belongsTo(row, tab) && (added.has(row.id) || tab !== 'all'))
          fresh.push(row);
        else continue;
      } else if (!kept) gone.add(row.id);
      rows.set(row.id, row);
    }
    let { ids } = get();
    ids = insertRows(ids, fresh, seqOf);
    if (gone.size > 0) {
      ids = ids.filter((id) => !gone.has(id));
      for (const id of gone) rows.delete(id);
    }
    set({ ids });
  }

  /** Asks for what has changed, one call at a time, so that a flood of reports becomes a few larger calls. */
  async function askChanged() {
    if (asking) return;
    asking = true;
    while (changed.size > 0) {
      const batch = [...changed].slice(0, mostIdsAtOnce);
      for (const id of batch) changed.delete(id);
      const answer = await engine.read((client) => client.messages.rows({ ids: batch }));
      if (answer.ok) takeRows(batch, answer.value);
      for (const id of batch) added.delete(id);
    }
    asking = false;
  }

  async function loadDetail(id: string) {
    detailTurn += 1;
    const turn = detailTurn;
    const answer = await engine.ask((client) => client.messages.get({ id }));
    if (turn !== detailTurn || get().detail?.id !== id) return;
    const value = answer.ok ? answer.value : (get().detail?.value ?? null);
    set({ detail: { id, value, problem: answer.ok ? null : answer.problem } });
  }

  const detailAgain = throttle(120, async () => {
    const id = get().detail?.id;
    if (id !== undefined) await loadDetail(id);
  });

  return {
    reload,
    loadMore,
    /** After a connection: what is shown is asked again. */
    async refresh() {
      loadCounts();
      const { detail } = get();
      if (detail) void loadDetail(detail.id);
      await reload();
    },
    setTab(tab: Tab) {
      if (tab === get().tab) return;
      set({ tab });
      void reload();
    },
    /** Whatever the list was narrowed to, all are listed: what has just been sent must be among them. */
    showAll() {
      const { tab, search } = get();
      if (tab === 'all' && search === '') return;
      set({ tab: 'all', search: '' });
      void reload();
    },
    setSearch(search: string) {
      if (search === get().search) return;
      set({ search });
      void reload();
    },
    onChange(ids: readonly string[], isNew: boolean) {
      const { tab, search, detail } = get();
      if (detail && ids.includes(detail.id)) detailAgain();
      loadCounts();
      if (search !== '' && isNew) searchAgain();
      for (const id of ids) {
        if (isNew) added.add(id);
        /* Under a tab a message may have come in by changing; under All it is there, or further down than we are. */
        if (isNew || rows.has(id) || tab !== 'all') changed.add(id);
      }
      void askChanged();
    },
    look(id: string | null) {
      if (id === (get().detail?.id ?? null)) return;
      set({ detail: id === null ? null : { id, value: null, problem: null } });
      if (id !== null) void loadDetail(id);
    },
    async cancel(id: string) {
      const answer = await engine.ask((client) => client.messages.cancel({ id }));
      await loadDetail(id);
      return answer;
    },
    async askNow(id: string) {
      const answer = await engine.ask((client) => client.messages.ask({ id }));
      await loadDetail(id);
      return answer;
    },
    resendRisk: (id: string) => engine.ask((client) => client.messages.resendRisk({ id })),
    resend(id: string, evenIfTwice: boolean) {
      const requestKey = newKey();
      return engine.ask((client) => client.messages.resend({ id, evenIfTwice, requestKey }));
    },
  };
}
