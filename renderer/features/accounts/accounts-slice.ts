/** Adds, changes and removes accounts, and unlocks the store of their passwords. The accounts are in `state.console`. */
import { consoleLoaders } from '../../lib/console-slice.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { EngineClient } from '../../lib/transport.ts';

export type AccountInput = Parameters<EngineClient['accounts']['add']>[0];
type AccountUpdate = Parameters<EngineClient['accounts']['update']>[0];
type Context = Pick<SliceContext, 'store' | 'engine'>;

/** Calls after which another account may be current. */
function accountListActions(context: Context) {
  const { engine } = context;
  const { set, loadAccounts, loadOverview } = consoleLoaders(context);

  async function reload() {
    await loadAccounts();
    await loadOverview();
  }

  return {
    async startSandbox() {
      const answer = await engine.ask((client) => client.accounts.sandbox());
      if (!answer.ok) return answer;
      const used = await engine.ask((client) => client.accounts.use({ id: answer.value.id }));
      await reload();
      return used;
    },
    async addAccount(input: AccountInput) {
      const answer = await engine.ask((client) => client.accounts.add(input));
      if (!answer.ok) return answer;
      await engine.ask((client) => client.accounts.use({ id: answer.value.account.id }));
      await reload();
      return answer;
    },
    async switchAccount(id: string) {
      const answer = await engine.ask((client) => client.accounts.use({ id }));
      if (!answer.ok) set({ problem: answer.problem });
      await reload();
    },
    async removeAccount(id: string) {
      const answer = await engine.ask((client) => client.accounts.remove({ id }));
      await reload();
      return answer;
    },
  };
}

/** Calls about one account. */
function accountActions(context: Context) {
  const { engine } = context;
  const { set, loadAccounts, loadOverview } = consoleLoaders(context);

  return {
    async updateAccount(input: AccountUpdate) {
      const answer = await engine.ask((client) => client.accounts.update(input));
      await loadAccounts();
      return answer;
    },
    checkAccount: (id: string) => engine.ask((client) => client.accounts.check({ id })),
    /** Returns how many scheduled messages of an account Messente holds. */
    async countScheduled(accountId: string): Promise<number> {
      const answer = await engine.read((client) => client.messages.counts({ accountId }));
      return answer.ok ? answer.value.scheduled : 0;
    },
    callbackUrl: (id: string) => engine.ask((client) => client.accounts.callbackUrl({ id })),
    async agreeTunnel(id: string) {
      const answer = await engine.ask((client) => client.accounts.agreeTunnel({ id }));
      await loadAccounts();
      return answer;
    },
    async probeTunnel() {
      set({ probing: true });
      await engine.read((client) => client.tunnel.probe());
      await loadOverview();
      set({ probing: false });
    },
  };
}

/** Calls about the store of passwords. */
function passwordStoreActions(context: Context) {
  const { engine } = context;
  const { showOverviewOf, loadAccounts, loadOverview } = consoleLoaders(context);

  async function reload() {
    await loadOverview();
    await loadAccounts();
  }

  return {
    /** Opens the key store, which Omnideck does only when needed. The overview then shows the result. */
    readySecrets: () => showOverviewOf((client) => client.secrets.ready()),
    async unlock(passphrase: string) {
      const answer = await engine.ask((client) => client.secrets.unlock({ passphrase }));
      await reload();
      return answer;
    },
    async startOver(passphrase: string) {
      const answer = await engine.ask((client) => client.secrets.startOver({ passphrase }));
      await reload();
      return answer;
    },
  };
}

export function accountsActions(context: Context) {
  return {
    ...accountListActions(context),
    ...accountActions(context),
    ...passwordStoreActions(context),
  };
}

type AccountsActions = ReturnType<typeof accountsActions>;

declare module '../../lib/state.ts' {
  interface DeckActions {
    readonly accounts: AccountsActions;
  }
}
