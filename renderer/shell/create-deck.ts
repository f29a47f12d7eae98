/** Creates the store and its actions from the slices, and passes the engine's events to each slice. */
import { createStore } from 'zustand/vanilla';
import { accountsActions } from '../features/accounts/accounts-slice.ts';
import { initialJobs, jobsActions, jobsListener } from '../features/backups/jobs-slice.ts';
import { composeActions, composeListener, initialCompose } from '../features/compose/compose-slice.ts';
import { initialRemote, remoteActions } from '../features/compose/remote-slice.ts';
import { initialSending, sendingActions } from '../features/compose/sending-slice.ts';
import { doctorActions } from '../features/doctor/doctor-slice.ts';
import { inboundActions, inboundListener } from '../features/inbound/inbound-slice.ts';
import { initialInbound } from '../features/inbound/inbound-state.ts';
import { journalActions } from '../features/journal/journal-slice.ts';
import { messagesActions, messagesListener } from '../features/messages/messages-slice.ts';
import { initialMessages } from '../features/messages/messages-state.ts';
import { formatView } from '../features/messages/view-address.ts';
import { privacyActions, privacyListener } from '../features/privacy/privacy-slice.ts';
import { reportsActions, reportsListener } from '../features/reports/reports-slice.ts';
import { initialReports } from '../features/reports/reports-state.ts';
import { runsActions, runsListener } from '../features/runs/runs-slice.ts';
import { initialRuns } from '../features/runs/runs-state.ts';
import { sandboxActions } from '../features/sandbox/sandbox-slice.ts';
import { initialSandbox } from '../features/sandbox/sandbox-state.ts';
import { settingsActions } from '../features/settings/settings-slice.ts';
import { spendingActions } from '../features/spending/spending-slice.ts';
import { createClocks } from '../lib/clocks.ts';
import { consoleActions, consoleListener, initialConsole } from '../lib/console-slice.ts';
import type { EngineListener } from '../lib/engine-client.ts';
import { frameActions, frameListener, initialFrame } from '../lib/frame-slice.ts';
import { createOnScreen } from '../lib/on-screen.ts';
import { parseRoute } from '../lib/route.ts';
import type { DeckActions, DeckState, SliceContext, SliceListener } from '../lib/state.ts';
import { initialTyped, typedActions } from '../lib/typed-slice.ts';
import { initialUndo, undoActions } from '../lib/undo-slice.ts';
import { paletteActions } from './frame/palette-actions.ts';

type DeckDeps = Omit<SliceContext, 'store'>;

function initialState({ page, newKey }: DeckDeps): DeckState {
  const begun = parseRoute(page.location.hash);
  return {
    frame: initialFrame(page.location.hash),
    console: initialConsole,
    messages: initialMessages(begun.screen === 'messages' ? begun.query : ''),
    reports: initialReports,
    inbound: initialInbound,
    undo: initialUndo,
    typed: initialTyped,
    compose: initialCompose(page.sessionStorage, newKey),
    sending: initialSending,
    remote: initialRemote,
    jobs: initialJobs,
    runs: initialRuns,
    sandbox: initialSandbox,
  };
}

function actionsOf(context: SliceContext): DeckActions {
  const { store, engine } = context;
  const frame = frameActions({ ...context, listQuery: () => formatView(store.getState().messages.view) });
  const undo = undoActions(context);
  return {
    frame,
    undo,
    typed: typedActions(context),
    console: consoleActions(context),
    accounts: accountsActions(context),
    privacy: privacyActions({ ...context, undo }),
    doctor: doctorActions(context),
    settings: settingsActions(context),
    spending: spendingActions(context),
    messages: messagesActions({ ...context, frame, undo }),
    reports: reportsActions(context),
    inbound: inboundActions(context),
    compose: composeActions({ ...context, undo }),
    sending: sendingActions(context),
    remote: remoteActions(context),
    jobs: jobsActions(context),
    journal: journalActions(context),
    runs: runsActions(context),
    sandbox: sandboxActions({ ...context, undo }),
    palette: paletteActions(context),
    retryNow: engine.retryNow,
  };
}

/** Combines the listeners of all slices, in this order. */
function together(slices: readonly SliceListener[]): EngineListener {
  return {
    onOpen() {
      for (const slice of slices) slice.onOpen?.();
    },
    onChange(change) {
      for (const slice of slices) slice.onChange?.(change);
    },
    onLost(retryAt, shutOut) {
      for (const slice of slices) slice.onLost?.(retryAt, shutOut);
    },
  };
}

/** Returns the window's store, its actions, and the listener for the engine's events. */
export function createDeck(deps: DeckDeps) {
  const store = createStore<DeckState>(() => initialState(deps));
  const context: SliceContext = { store, ...deps };
  const actions = actionsOf(context);

  store.subscribe(({ frame: { route } }, before) => {
    if (route !== before.frame.route && route.screen === 'messages') {
      actions.messages.follow(route.query ?? '');
    }
  });

  const listener = together([
    frameListener(actions.frame),
    consoleListener(context, actions.console, () => void actions.messages.refresh()),
    privacyListener(actions.privacy),
    messagesListener(actions.messages),
    reportsListener(actions.reports),
    inboundListener(actions.inbound),
    jobsListener(actions.jobs),
    runsListener(actions.runs),
    composeListener(actions.compose),
  ]);

  return { store, actions, listener, clocks: createClocks(deps.now), onScreen: createOnScreen() };
}
