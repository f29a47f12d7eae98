/**
 * The messages: the list, updated by the engine's changes; the message on the screen; the selected ones;
 * tags, notes and saved views. Rows are stored by id.
 */

import type { MessageRow } from '../../../shared/contract/messages.ts';
import type { SliceListener } from '../../lib/state.ts';
import { bulkActions } from './bulk-actions.ts';
import { changedRows } from './changed-rows.ts';
import { countActions } from './count-actions.ts';
import { detailActions } from './detail-actions.ts';
import { listActions } from './list-actions.ts';
import { isNarrowed, type MessagesContext, type MessagesState } from './messages-state.ts';
import type { Tab } from './row-order.ts';
import { everything, type View } from './view.ts';
import { viewActions } from './view-actions.ts';
import { chosenView, formatView, parseView } from './view-address.ts';

export function messagesActions(context: MessagesContext) {
  const { store, engine, frame } = context;
  const list = listActions(context);
  const detail = detailActions(context);
  const { loadCounts, countFound } = countActions(context);
  const takeChanged = changedRows(context, list);
  let account: string | undefined;

  const get = () => store.getState().messages;
  const set = (patch: Partial<MessagesState>) =>
    store.setState((state) => ({ messages: { ...state.messages, ...patch } }));

  async function reload() {
    countFound();
    /* Messages selected in another account are not visible, and must not be resent unseen. */
    const { accountId } = list.filter();
    if (accountId !== account) bulk.clearChoice();
    account = accountId;
    await list.begin();
  }

  /** Applies the view of an address. */
  function follow(query: string) {
    const view = parseView(query);
    if (formatView(view) === formatView(get().view)) return;
    set({ view, found: null });
    bulk.clearChoice();
    void reload();
  }

  /** `inPlace`: replaces the current entry of the browser history, e.g. while the user types. */
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
    /** Lists from the first message on. @returns the id of the first; null if there is none */
    async toStart() {
      await reload();
      return get().ids[0] ?? null;
    },
    /** Lists to the last message. @returns the id of the last; null if there is none */
    async toEnd() {
      await list.toEnd();
      return get().ids.at(-1) ?? null;
    },
    loadAbove: list.above,
    loadBelow: list.below,
    /** After a reconnection, visible data is reloaded. */
    async refresh() {
      loadCounts();
      detail.again();
      void views.loadSaved();
      await reload();
    },
    follow,
    setView,
    /** The filter of the list in the engine's format. */
    shownFilter: list.filter,
    setTab(tab: Tab) {
      const { view, saved, savedId } = get();
      /* A view is chosen beside the tabs, so its own tab leaves it. */
      if (tab === view.tab && chosenView(saved, view)) setView({ ...everything, tab });
      else if (tab !== view.tab || savedId !== null) setView({ tab });
      set({ savedId: null });
    },
    /** Removes all filters, so that a message that was just sent is visible. */
    showAll() {
      set({ savedId: null });
      setView(everything, true);
    },
    setSearch(search: string) {
      if (search !== get().view.search) setView({ search }, true);
    },
    async loadFacets() {
      const answer = await engine.read((client) => client.messages.facets());
      if (answer.ok) set({ facets: answer.value });
    },
    onChange(ids: readonly string[], isNew: boolean, rows: readonly MessageRow[] | undefined) {
      const { view, detail: looked } = get();
      if (looked && ids.includes(looked.id)) detail.again();
      loadCounts();
      if (isNarrowed(view)) countFound();
      const any = view.tab === 'all' && !isNarrowed(view);
      /*
       * In a filtered list, a changed message may become a match; otherwise it is already listed or further
       * down.
       */
      const matters = (id: string) => isNew || list.has(id) || !any || get().chosen.has(id);
      takeChanged(
        ids.filter(matters),
        rows?.filter(({ id }) => matters(id)),
      );
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

/** Follows new and changed messages. */
export function messagesListener(messages: MessagesActions): SliceListener {
  return {
    onChange(change) {
      if (change.type === 'messages') messages.onChange(change.ids, change.added, change.rows);
    },
  };
}
