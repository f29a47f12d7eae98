/** The received callbacks: a live list, newest first, and the one on the screen. */
import type { SliceContext, SliceListener } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import { replayActions } from './replay-actions.ts';
import { reportDetailActions } from './report-detail-actions.ts';
import { reportListActions } from './report-list-actions.ts';
import type { CallbacksState } from './reports-state.ts';

export function callbacksActions(context: SliceContext) {
  const { store } = context;
  const get = () => store.getState().callbacks;
  const set = (patch: Partial<CallbacksState>) =>
    store.setState((state) => ({ callbacks: { ...state.callbacks, ...patch } }));
  const { reload, loadNewest, ...list } = reportListActions({ ...context, get, set });
  const { loadDetail, loadNews, ...detail } = reportDetailActions({ ...context, get, set });

  async function look() {
    if (await loadNewest()) await loadNews();
  }
  const catchUp = throttle(150, look);
  /* A search examines thousands of them each time, so it is repeated less often. */
  const catchUpSearch = throttle(1000, look);

  return {
    ...list,
    ...detail,
    ...replayActions(context),
    async refresh() {
      if (get().opened) await reload();
      const { detail } = get();
      if (detail) await loadDetail(detail.id);
    },
    onChange() {
      if (!get().opened) return;
      if (get().search === '') catchUp();
      else catchUpSearch();
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
