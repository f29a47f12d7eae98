/** The store and its actions, made once and given to components; the engine's changes arrive here and nowhere else. */
import { createContext, type ReactNode, use } from 'react';
import { createStore, useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Change } from '../../shared/contract/console.ts';
import { assertNever } from '../../shared/messaging/types.ts';
import { initialJobs, jobsActions } from '../features/backups/jobs-slice.ts';
import { composeActions, initialCompose } from '../features/compose/compose-slice.ts';
import { initialRemote, remoteActions } from '../features/compose/remote-slice.ts';
import { initialSending, sendingActions } from '../features/compose/sending-slice.ts';
import { initialMessages, messagesActions } from '../features/messages/messages-slice.ts';
import { callbacksActions, initialCallbacks } from '../features/reports/reports-slice.ts';
import { initialRuns, runsActions } from '../features/runs/runs-slice.ts';
import { initialSandbox, sandboxActions } from '../features/sandbox/sandbox-slice.ts';
import { paletteActions } from '../shell/frame/palette-actions.ts';
import { type Clocks, createClocks } from './clocks.ts';
import { consoleActions, initialConsole } from './console-slice.ts';
import type { Engine, EngineListener } from './engine-client.ts';
import { frameActions, initialFrame } from './frame-slice.ts';
import { parseRoute } from './route.ts';
import type { DeckState, SliceContext } from './state.ts';
import { initialUndo, undoActions } from './undo-slice.ts';

export type DeckDeps = {
  readonly engine: Engine;
  readonly now: () => number;
  readonly newKey: () => string;
  readonly page: Window;
};

export type Deck = ReturnType<typeof createDeck>;

/** @returns the window's store, its actions, and the listener that the engine feeds it through. */
export function createDeck(deps: DeckDeps) {
  const begun = parseRoute(deps.page.location.hash);
  const store = createStore<DeckState>(() => ({
    frame: initialFrame(deps.page.location.hash),
    console: initialConsole,
    messages: initialMessages(begun.screen === 'messages' ? begun.query : ''),
    callbacks: initialCallbacks,
    undo: initialUndo,
    compose: initialCompose(deps.page.sessionStorage, deps.newKey),
    sending: initialSending,
    remote: initialRemote,
    jobs: initialJobs,
    runs: initialRuns,
    sandbox: initialSandbox,
  }));
  const context: SliceContext = { store, ...deps };
  const frame = frameActions(context);
  const undo = undoActions(context);
  const actions = {
    frame,
    undo,
    console: consoleActions({ ...context, undo }),
    messages: messagesActions({ ...context, frame, undo }),
    callbacks: callbacksActions(context),
    compose: composeActions({ ...context, undo }),
    sending: sendingActions(context),
    remote: remoteActions(context),
    jobs: jobsActions(context),
    runs: runsActions(context),
    sandbox: sandboxActions({ ...context, undo }),
    palette: paletteActions(context),
    hurry: deps.engine.hurry,
  };

  store.subscribe(({ frame: { route } }, before) => {
    if (route !== before.frame.route && route.screen === 'messages') {
      actions.messages.follow(route.query ?? '');
    }
  });

  function onChange(change: Change) {
    switch (change.type) {
      case 'messages':
        return actions.messages.onChange(change.ids, change.added);
      case 'overview': {
        const before = store.getState().console.overview?.currentAccountId;
        actions.console.setOverview(change.overview);
        if (before !== change.overview.currentAccountId) void actions.messages.refresh();
        return;
      }
      case 'accounts':
        return void actions.console.loadAccounts();
      case 'callbacks':
        return actions.callbacks.onChange();
      case 'settings':
        return actions.console.onSettings();
      case 'composing':
        return actions.compose.onComposing();
      case 'runs':
        return actions.runs.onChange();
      case 'jobs':
        return actions.jobs.onChange();
      default:
        return assertNever(change);
    }
  }

  const listener: EngineListener = {
    onOpen() {
      actions.frame.setConnection({ state: 'open' });
      void actions.console.load().then(() => actions.messages.refresh());
      void actions.callbacks.refresh();
      void actions.jobs.load();
      actions.runs.onChange();
      void actions.compose.onOpen();
    },
    onChange,
    onLost: (retryAt, shutOut) => actions.frame.setConnection({ state: 'lost', retryAt, shutOut }),
  };

  return { store, actions, listener, clocks: createClocks(deps.now) };
}

const DeckContext = createContext<Deck | null>(null);

export function DeckProvider({ deck, children }: { deck: Deck; children: ReactNode }) {
  return <DeckContext value={deck}>{children}</DeckContext>;
}

function useDeckContext(): Deck {
  const deck = use(DeckContext);
  if (!deck) throw new Error('no DeckProvider above');
  return deck;
}

/** One narrow part of the state; components that read it draw again only when it changes. */
export function useDeck<T>(selector: (state: DeckState) => T): T {
  return useStore(useDeckContext().store, selector);
}

/** As useDeck, for a selector that makes an object or array of parts. */
export function useDeckShallow<T>(selector: (state: DeckState) => T): T {
  return useStore(useDeckContext().store, useShallow(selector));
}

export function useClocks(): Clocks {
  return useDeckContext().clocks;
}

export function useActions(): Deck['actions'] {
  return useDeckContext().actions;
}
