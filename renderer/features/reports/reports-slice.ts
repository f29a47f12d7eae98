/** The received reports: a live list, newest first, and the one on the screen. */
import type { SliceContext, SliceListener } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import { replayActions } from './replay-actions.ts';
import { reportDetailActions } from './report-detail-actions.ts';
import { reportListActions } from './report-list-actions.ts';
import type { ReportsState } from './reports-state.ts';

export function reportsActions(context: SliceContext) {
  const { store } = context;
  const get = () => store.getState().reports;
  const set = (patch: Partial<ReportsState>) =>
    store.setState((state) => ({ reports: { ...state.reports, ...patch } }));
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

type ReportsActions = ReturnType<typeof reportsActions>;

declare module '../../lib/state.ts' {
  interface DeckState {
    readonly reports: ReportsState;
  }
  interface DeckActions {
    readonly reports: ReportsActions;
  }
}

/** Follows delivery reports. */
export function reportsListener(reports: ReportsActions): SliceListener {
  return {
    onOpen: () => void reports.refresh(),
    onChange(change) {
      if (change.type === 'callbacks') reports.onChange();
    },
  };
}
