/** The console itself: its overview, accounts, settings and version, and the calls that change them. */
import type { AccountView } from '../../shared/contract/accounts.ts';
import type { ProblemView } from '../../shared/contract/common.ts';
import type { Overview } from '../../shared/contract/console.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import type { DeckState, SliceContext, SliceListener } from './state.ts';
import type { EngineClient } from './transport.ts';
import type { UndoActions } from './undo-slice.ts';

type ConsoleInfo = Awaited<ReturnType<EngineClient['console']['info']>>;
export type AccountInput = Parameters<EngineClient['accounts']['add']>[0];
type AccountUpdate = Parameters<EngineClient['accounts']['update']>[0];
export type DoNotSend = Awaited<ReturnType<EngineClient['doNotSend']['list']>>[number];

type ConsoleState = {
  readonly info: ConsoleInfo | null;
  readonly overview: Overview | null;
  /** null until first told. */
  readonly accounts: readonly AccountView[] | null;
  readonly settings: Settings | null;
  readonly doNotSend: readonly DoNotSend[] | null;
  readonly probing: boolean;
  /** The last thing that a control of the frame could not do. */
  readonly problem: ProblemView | null;
};

export const initialConsole: ConsoleState = {
  info: null,
  overview: null,
  accounts: null,
  settings: null,
  doNotSend: null,
  probing: false,
  problem: null,
};

/** Whether nothing is sent now: by hand, or since the account can't send. */
export function isPaused({ console }: { readonly console: ConsoleState }): boolean {
  const account = console.accounts?.find((one) => one.current);
  return (console.overview?.pause ?? account?.pause ?? null) !== null;
}

/** Whether nothing is sent or received: the engine is gone, a part of it is, or the database can't be written. */
export function engineHasStopped({ console, frame }: Pick<DeckState, 'console' | 'frame'>): boolean {
  return (
    frame.connection.state === 'lost' ||
    (console.overview?.troubles.some(({ kind }) => kind !== 'lasting') ?? false)
  );
}

export function consoleActions({
  store,
  engine,
  undo,
}: SliceContext & { readonly undo: Pick<UndoActions, 'offer'> }) {
  const set = (patch: Partial<ConsoleState>) =>
    store.setState((state) => ({ console: { ...state.console, ...patch } }));

  async function loadAccounts() {
    const answer = await engine.read((client) => client.accounts.list());
    if (answer.ok) set({ accounts: answer.value });
  }

  async function loadSettings() {
    const answer = await engine.read((client) => client.settings.get());
    if (answer.ok) set({ settings: answer.value });
  }

  async function loadDoNotSend() {
    const answer = await engine.read((client) => client.doNotSend.list());
    if (answer.ok) set({ doNotSend: answer.value });
  }

  async function takeOverview(call: (client: EngineClient) => Promise<Overview>) {
    const answer = await engine.read(call);
    set(answer.ok ? { overview: answer.value, problem: null } : { problem: answer.problem });
  }

  return {
    /** Everything of this slice; after each connection. */
    async load() {
      const overview = takeOverview((client) => client.console.overview());
      const info = engine.read((client) => client.console.info());
      await Promise.all([overview, loadAccounts(), loadSettings()]);
      const told = await info;
      if (told.ok) set({ info: told.value });
    },
    loadAccounts,
    loadSettings,
    loadDoNotSend,
    /** Settings were changed, or what is kept beside them: the do-not-send list, which is looked at once it is known. */
    onSettings() {
      void loadSettings();
      if (store.getState().console.doNotSend !== null) void loadDoNotSend();
    },
    setOverview(overview: Overview) {
      set({ overview });
    },
    forgetProblem() {
      set({ problem: null });
    },
    pause: () => takeOverview((client) => client.outbox.pause()),
    /** Ends the pauses of accounts too, whatever their reason: they come back if it is still there. */
    async resume() {
      await takeOverview((client) => client.outbox.resume());
      await loadAccounts();
    },
    /** Takes up to some ten seconds. */
    examine: () => engine.read((client) => client.doctor.run({})),
    async probeTunnel() {
      set({ probing: true });
      await engine.read((client) => client.tunnel.probe());
      await takeOverview((client) => client.console.overview());
      set({ probing: false });
    },
    async startSandbox() {
      const answer = await engine.ask((client) => client.accounts.sandbox());
      if (!answer.ok) return answer;
      const used = await engine.ask((client) => client.accounts.use({ id: answer.value.id }));
      await loadAccounts();
      await takeOverview((client) => client.console.overview());
      return used;
    },
    async addAccount(input: AccountInput) {
      const answer = await engine.ask((client) => client.accounts.add(input));
      if (!answer.ok) return answer;
      await engine.ask((client) => client.accounts.use({ id: answer.value.account.id }));
      await loadAccounts();
      await takeOverview((client) => client.console.overview());
      return answer;
    },
    async switchAccount(id: string) {
      const answer = await engine.ask((client) => client.accounts.use({ id }));
      if (!answer.ok) set({ problem: answer.problem });
      await loadAccounts();
      await takeOverview((client) => client.console.overview());
    },
    async updateAccount(input: AccountUpdate) {
      const answer = await engine.ask((client) => client.accounts.update(input));
      await loadAccounts();
      return answer;
    },
    async removeAccount(id: string) {
      const answer = await engine.ask((client) => client.accounts.remove({ id }));
      await loadAccounts();
      await takeOverview((client) => client.console.overview());
      return answer;
    },
    /** How many messages of an account Messente holds until their time. */
    async countScheduled(accountId: string): Promise<number> {
      const answer = await engine.read((client) => client.messages.counts({ accountId }));
      return answer.ok ? answer.value.scheduled : 0;
    },
    checkAccount: (id: string) => engine.ask((client) => client.accounts.check({ id })),
    callbackUrl: (id: string) => engine.ask((client) => client.accounts.callbackUrl({ id })),
    async agreeTunnel(id: string) {
      const answer = await engine.ask((client) => client.accounts.agreeTunnel({ id }));
      await loadAccounts();
      return answer;
    },
    async setSettings(patch: Partial<Settings>) {
      const answer = await engine.ask((client) => client.settings.set(patch));
      if (answer.ok) set({ settings: answer.value });
      return answer;
    },
    /** Looks for the key store, which is not done before it is needed; the overview then says what was found. */
    readySecrets: () => takeOverview((client) => client.secrets.ready()),
    async unlock(passphrase: string) {
      const answer = await engine.ask((client) => client.secrets.unlock({ passphrase }));
      await takeOverview((client) => client.console.overview());
      await loadAccounts();
      return answer;
    },
    async startOver(passphrase: string) {
      const answer = await engine.ask((client) => client.secrets.startOver({ passphrase }));
      await takeOverview((client) => client.console.overview());
      await loadAccounts();
      return answer;
    },
    async addDoNotSend(numbers: string[], reason: string) {
      const input = reason === '' ? { numbers } : { numbers, reason };
      const answer = await engine.ask((client) => client.doNotSend.addMany(input));
      await loadDoNotSend();
      return answer;
    },
    async removeDoNotSend(number: string) {
      const was = store.getState().console.doNotSend?.find((entry) => entry.number === number);
      const answer = await engine.ask((client) => client.doNotSend.remove({ number }));
      await loadDoNotSend();
      if (answer.ok) {
        undo.offer(
          (words) => words.settings.privacy.taken(number),
          async () => {
            const back = await engine.ask((client) =>
              client.doNotSend.add({ number, ...(was?.reason ? { reason: was.reason } : {}) }),
            );
            await loadDoNotSend();
            return back;
          },
        );
      }
      return answer;
    },
    aboutNumber: (number: string) => engine.ask((client) => client.privacy.about({ number })),
    eraseNumber: (number: string) => engine.ask((client) => client.privacy.erase({ number })),
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
 * @param onAccount called once everything is loaded, and whenever another account has become the current one
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
      else if (change.type === 'settings') actions.onSettings();
    },
  };
}
