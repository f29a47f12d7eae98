/** The frame: where one is, whether the engine is there, and which panel of the frame is open. */
import { formatView } from '../features/messages/view-address.ts';
import { formatRoute, parseRoute, type Route } from './route.ts';
import type { SliceContext } from './state.ts';

export type FrameState = {
  readonly route: Route;
  readonly connection:
    | { readonly state: 'connecting' }
    | { readonly state: 'open' }
    | { readonly state: 'lost'; readonly retryAt: number; readonly shutOut: boolean };
  readonly paletteOpen: boolean;
  readonly shortcutsOpen: boolean;
  /** The dialog that exports what the list shows, opened from anywhere. */
  readonly exporting: boolean;
  readonly connecting: boolean;
};

export function initialFrame(hash: string): FrameState {
  return {
    route: parseRoute(hash),
    connection: { state: 'connecting' },
    paletteOpen: false,
    shortcutsOpen: false,
    exporting: false,
    connecting: false,
  };
}

export type FrameActions = ReturnType<typeof frameActions>;

export function frameActions({ store, page }: SliceContext) {
  const set = (patch: Partial<FrameState>) =>
    store.setState((state) => ({ frame: { ...state.frame, ...patch } }));

  /** What the list of messages is narrowed to is part of its address, wherever one comes from. */
  function whole(route: Route): Route {
    if (route.screen !== 'messages' || route.query !== undefined) return route;
    return { ...route, query: formatView(store.getState().messages.view) };
  }

  return {
    go(to: Route) {
      const route = whole(to);
      const hash = formatRoute(route);
      if (page.location.hash !== hash) page.history.pushState(null, '', hash);
      set({ route });
    },
    /** As go, but going back doesn't come here: walking a list shouldn't fill the history. */
    goInPlace(to: Route) {
      const route = whole(to);
      page.history.replaceState(null, '', formatRoute(route));
      set({ route });
    },
    followAddress() {
      set({ route: parseRoute(page.location.hash) });
    },
    setConnection(connection: FrameState['connection']) {
      set({ connection });
    },
    showPalette(paletteOpen: boolean) {
      set({ paletteOpen });
    },
    showExport(exporting: boolean) {
      set({ exporting });
    },
    showShortcuts(shortcutsOpen: boolean) {
      set({ shortcutsOpen });
    },
    /** The form that connects an account, over whatever is shown. */
    showConnect(connecting: boolean) {
      set({ connecting });
    },
  };
}
