/**
 * The console itself: its overview, accounts, settings and version. The calls that change accounts, settings and the
 * do-not-send list are in the slices of those features; they use `consoleLoaders`.
 */
import type { AccountView } from '../../shared/contract/accounts.ts';
import type { ProblemView } from '../../shared/contract/common.ts';
import type { Overview } from '../../shared/contract/console.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import type { DeckState, SliceContext, SliceListener } from './state.ts';
import type { EngineClient } from './transport.ts';

type ConsoleInfo = Awaited<ReturnType<EngineClient['console']['info']>>;
type DoNotSendPage = Awaited<ReturnType<EngineClient['doNotSend']['page']>>;
export type DoNotSend = Pick<DoNotSendPage['entries'][number], 'number' | 'reason' | 'addedAt'>;

type ConsoleState = {
  readonly info: ConsoleInfo | null;
  readonly overview: Overview | null;
  /** null until loaded. */
  readonly accounts: readonly AccountView[] | null;
  readonly settings: Settings | null;
  /** The do-not-send list as far as it is shown; null until loaded. */
  readonly doNotSend: (DoNotSendPage & { readonly search: string }) | null;
  /** Which numbers of the draft are on the list. */
  readonly listed: readonly DoNotSend[];
  readonly probing: boolean;
  /** The last problem of a control of the frame. */
  readonly problem: ProblemView | null;
};

export const initialConsole: ConsoleState = {
  info: null,
  overview: null,
  accounts: null,
  settings: null,
  doNotSend: null,
  listed: [],
  probing: false,
  problem: null,
};

/** Returns whether there is an account: without one, nothing can be sent, searched or exported. */
export function hasAccount({ console }: { readonly console: ConsoleState }): boolean {
  return (console.accounts?.length ?? 0) > 0;
}

/** Returns whether sending is paused: manually, or because the account cannot send. */
export function isPaused({ console }: { readonly console: ConsoleState }): boolean {
  const account = console.accounts?.find((one) => one.current);
  return (console.overview?.pause ?? account?.pause ?? null) !== null;
}

/**
 * Returns whether nothing is sent or received: the engine is gone, a part of it is dead, or the database
 * cannot be written.
 */
export function engineHasStopped({ console, frame }: Pick<DeckState, 'console' | 'frame'>): boolean {
  return (
    frame.connection.state === 'lost' ||
    (console.overview?.troubles.some(({ kind }) => kind !== 'lasting') ?? false)
  );
}

/** Reads parts of the console from the engine into the state. */
export function consoleLoaders({ store, engine }: Pick<SliceContext, 'store' | 'engine'>) {
  const set = (patch: Partial<ConsoleState>) =>
    store.setState((state) => ({ console: { ...state.console, ...patch } }));

  /** Shows the overview that a call returns, or the call's problem. */
  async function showOverviewOf(call: (client: EngineClient) => Promise<Overview>) {
    const answer = await engine.read(call);
    set(answer.ok ? { overview: answer.value, problem: null } : { problem: answer.problem });
  }

  return {
    set,
    showOverviewOf,
    loadOverview: () => showOverviewOf((client) => client.console.overview()),
    async loadAccounts() {
      const answer = await engine.read((client) => client.accounts.list());
      if (answer.ok) set({ accounts: answer.value });
    },
    async loadSettings() {
      const answer = await engine.read((client) => client.settings.get());
      if (answer.ok) set({ settings: answer.value });
    },
  };
}

export function consoleActions(context: SliceContext) {
  const { engine } = context;
  const { set, showOverviewOf, loadOverview, loadAccounts, loadSettings } = consoleLoaders(context);

  return {
    /** Loads the whole slice; called after each connection. */
    async load() {
      const overview = loadOverview();
      const info = engine.read((client) => client.console.info());
      await Promise.all([overview, loadAccounts(), loadSettings()]);
      const answer = await info;
      if (answer.ok) set({ info: answer.value });
    },
    loadAccounts,
    loadSettings,
    setOverview(overview: Overview) {
      set({ overview });
    },
    forgetProblem() {
      set({ problem: null });
    },
    pause: () => showOverviewOf((client) => client.outbox.pause()),
    /** Also ends the pauses of accounts. A pause whose cause still exists returns. */
    async resume() {
      await showOverviewOf((client) => client.outbox.resume());
      await loadAccounts();
    },
  };
}

type ConsoleActions = ReturnType<typeof consoleActions>;

declare module './state.ts' {
  interface DeckState {
    readonly console: ConsoleState;
  }
  interface DeckActions {
    readonly console: ConsoleActions;
  }
}

/**
 * Follows the overview, the accounts and the settings.
 * @param onAccount called once everything is loaded, and whenever the current account has changed
 */
export function consoleListener(
  { store }: Pick<SliceContext, 'store'>,
  actions: ConsoleActions,
  onAccount: () => void,
): SliceListener {
  function take(overview: Overview) {
    const before = store.getState().console.overview?.currentAccountId;
    actions.setOverview(overview);
    if (before !== overview.currentAccountId) onAccount();
  }
  return {
    onOpen: () => void actions.load().then(onAccount),
    onChange(change) {
      if (change.type === 'overview') take(change.overview);
      else if (change.type === 'accounts') void actions.loadAccounts();
      else if (change.type === 'settings') void actions.loadSettings();
    },
  };
}
