/** The frame: the current screen, whether the engine is connected, and which panel of the frame is open. */
import { formatRoute, parseRoute, type Route } from './route.ts';
import type { SliceContext, SliceListener } from './state.ts';

/** What the user wants to do about a person. */
export type PersonAsked = {
  /** E.164. */
  readonly number: string;
  readonly what: 'never' | 'about' | 'erase';
};

type FrameState = {
  readonly route: Route;
  readonly connection:
    | { readonly state: 'connecting' }
    | { readonly state: 'open' }
    | { readonly state: 'lost'; readonly retryAt: number; readonly shutOut: boolean };
  readonly paletteOpen: boolean;
  readonly shortcutsOpen: boolean;
  /** The dialog that exports the listed messages, opened from anywhere. */
  readonly exporting: boolean;
  readonly connecting: boolean;
  /** The dialog about a person; null: none is open. */
  readonly person: PersonAsked | null;
};

export function initialFrame(hash: string): FrameState {
  return {
    route: parseRoute(hash),
    connection: { state: 'connecting' },
    paletteOpen: false,
    shortcutsOpen: false,
    exporting: false,
    connecting: false,
    person: null,
  };
}

export type FrameActions = ReturnType<typeof frameActions>;

type FrameContext = SliceContext & {
  /** The filter of the message list, as in the address. */
  readonly listQuery: () => string;
};

export function frameActions({ store, page, listQuery }: FrameContext) {
  const set = (patch: Partial<FrameState>) =>
    store.setState((state) => ({ frame: { ...state.frame, ...patch } }));

  /** The filter of the message list is part of its address, wherever the user comes from. */
  function whole(route: Route): Route {
    if (route.screen !== 'messages' || route.query !== undefined) return route;
    return { ...route, query: listQuery() };
  }

  /** Fields save their text when the focus leaves them, and would not be notified when their screen is removed. */
  function leaveField(next: Route) {
    const active = page.document.activeElement;
    if (next.screen === store.getState().frame.route.screen) return;
    if (active instanceof HTMLElement && active.matches('input, textarea')) active.blur();
  }

  return {
    go(to: Route) {
      const route = whole(to);
      leaveField(route);
      const hash = formatRoute(route);
      if (page.location.hash !== hash) page.history.pushState(null, '', hash);
      set({ route });
    },
    /** Like go, but without a history entry: moving in a list should not fill the history. */
    goInPlace(to: Route) {
      const route = whole(to);
      page.history.replaceState(null, '', formatRoute(route));
      set({ route });
    },
    followAddress() {
      const route = parseRoute(page.location.hash);
      leaveField(route);
      set({ route });
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
    /** The dialog about a person, over the current screen; null closes it. */
    showPerson(person: PersonAsked | null) {
      set({ person });
    },
    /** The form that connects an account, over the current screen. */
    showConnect(connecting: boolean) {
      set({ connecting });
    },
  };
}

declare module './state.ts' {
  interface DeckState {
    readonly frame: FrameState;
  }
  interface DeckActions {
    readonly frame: FrameActions;
  }
}

/** Follows the connection. */
export function frameListener(frame: FrameActions): SliceListener {
  return {
    onOpen: () => frame.setConnection({ state: 'open' }),
    onLost: (retryAt, shutOut) => frame.setConnection({ state: 'lost', retryAt, shutOut }),
  };
}
