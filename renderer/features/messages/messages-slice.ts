/**
 * The messages: the list, kept up by the engine's changes; the one that is looked at; those that are chosen; tags,
 * notes and saved views. Rows are normalised by id.
 */

import type { SliceListener } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import { bulkActions } from './bulk-actions.ts';
import { detailActions } from './detail-actions.ts';
import { listActions } from './list-actions.ts';
import { isNarrowed, type MessagesContext, type MessagesState } from './messages-state.ts';
import type { Tab } from './row-order.ts';
import { everything, filterOf, type View } from './view.ts';
import { viewActions } from './view-actions.ts';
import { formatView, parseView } from './view-address.ts';

const mostIdsAtOnce = 1000;
/** Beyond it, how many there are is no longer counted. */
const countedUpTo = 100_000;

export function messagesActions(context: MessagesContext) {
  const { store, engine, frame, now } = context;
  const list = listActions(context);
  const detail = detailActions(context);
  const changed = new Set<string>();
  let asking = false;
  let counting = 0;
  let account: string | undefined;

  const get = () => store.getState().messages;
  const set = (patch: Partial<MessagesState>) =>
    store.setState((state) => ({ messages: { ...state.messages, ...patch } }));

  const loadCounts = throttle(500, async () => {
    const accountId = store.getState().console.overview?.currentAccountId ?? null;
    const answer = await engine.read((client) =>
      client.messages.counts(accountId === null ? {} : { accountId }),
    );
    if (answer.ok) set({ counts: answer.value });
  });

  const countFound = throttle(1500, async () => {
    counting += 1;
    const turn = counting;
    const { view } = get();
    if (!isNarrowed(view)) {
      set({ found: null });
      return;
    }
    const current = store.getState().console.overview?.currentAccountId ?? null;
    const filter = filterOf(view, current, now());
    const answer = await engine.read((client) => client.history.count({ filter, upTo: countedUpTo }));
    if (turn === counting && view === get().view && answer.ok) set({ found: answer.value });
  });

  async function reload() {
    countFound();
    /* What was chosen of another account is out of sight, and must not be sent again unseen. */
    const { accountId } = list.filter();
    if (accountId !== account) bulk.clearChoice();
    account = accountId;
    await list.begin();
  }

  const reloadAgain = throttle(1000, () => list.begin());

  /** Asks for what has changed, one call at a time, so that a flood of reports becomes a few larger calls. */
  async function askChanged() {
    if (asking) return;
    asking = true;
    let unsure = false;
    while (changed.size > 0) {
      const batch = [...changed].slice(0, mostIdsAtOnce);
      for (const id of batch) changed.delete(id);
      const answer = await engine.read((client) => client.messages.rows({ ids: batch }));
      if (answer.ok) unsure = list.take(batch, answer.value) || unsure;
    }
    asking = false;
    if (unsure && list.isAtTop()) reloadAgain();
  }

  /** Takes up the view of an address. */
  function follow(query: string) {
    const view = parseView(query);
    if (formatView(view) === formatView(get().view)) return;
    set({ view, found: null });
    bulk.clearChoice();
    void reload();
  }

  /** `inPlace`: going back does not come here, as while one types. */
  function setView(patch: Partial<View>, inPlace = false) {
    const query = formatView({ ...get().view, ...patch });
    const { route } = store.getState().frame;
    if (route.screen !== 'messages') follow(query);
    else if (inPlace) frame.goInPlace({ screen: 'messages', id: route.id, query });
    else frame.go({ screen: 'messages', id: route.id, query });
  }

  const bulk = bulkActions(context, list, (id) => detail.loadAgain(id));
  const views = viewActions(context, setView);

  return {
    ...bulk,
    ...views,
    ...detail,
    reload,
    /** Lists from the first on. @returns the id of the first; null: there is none */
    async toStart() {
      await reload();
      return get().ids[0] ?? null;
    },
    /** Lists to the last one. @returns the id of the last; null: there is none */
    async toEnd() {
      await list.toEnd();
      return get().ids.at(-1) ?? null;
    },
    loadAbove: list.above,
    loadBelow: list.below,
    /** After a connection: what is shown is asked again. */
    async refresh() {
      loadCounts();
      detail.again();
      void views.loadSaved();
      await reload();
    },
    follow,
    setView,
    /** What the list shows, as the engine is asked for it. */
    shownFilter: list.filter,
    setTab(tab: Tab) {
      if (tab !== get().view.tab || get().savedId !== null) setView({ tab });
      set({ savedId: null });
    },
    /** Whatever the list was narrowed to, all are listed: what has just been sent must be among them. */
    showAll() {
      set({ savedId: null });
      setView(everything, true);
    },
    setSearch(search: string) {
      if (search !== get().view.search) setView({ search }, true);
    },
    async loadFacets() {
      const answer = await engine.read((client) => client.history.facets());
      if (answer.ok) set({ facets: answer.value });
    },
    onChange(ids: readonly string[], isNew: boolean) {
      const { view, detail: looked } = get();
      if (looked && ids.includes(looked.id)) detail.again();
      loadCounts();
      if (isNarrowed(view)) countFound();
      const any = view.tab === 'all' && !isNarrowed(view);
      for (const id of ids) {
        /* Where the list is narrowed, a message may come into it by changing; else it is there, or further down. */
        if (isNew || list.has(id) || !any || get().chosen.has(id)) changed.add(id);
      }
      void askChanged();
    },
  };
}

type MessagesActions = ReturnType<typeof messagesActions>;

declare module '../../lib/state.ts' {
  interface DeckState {
    readonly messages: MessagesState;
  }
  interface DeckActions {
    readonly messages: MessagesActions;
  }
}

/** Follows messages that are new or changed. */
export function messagesListener(messages: MessagesActions): SliceListener {
  return {
    onChange(change) {
      if (change.type === 'messages') messages.onChange(change.ids, change.added);
    },
  };
}
