/**
 * The accounts in memory: which can send now, with which client and passwords, and to whom a callback token
 * belongs. The database stores everything except the passwords, which come from the secret store and stay in
 * this process.
 */
import type { AccountId } from '../../../../shared/messaging/types.ts';
import type { Events } from '../../events.ts';
import type { MessenteClient, MessenteEndpoint } from '../../messente/types.ts';
import type { Store } from '../../store.ts';
import { type ClientOptions, createAccountClients } from './account-clients.ts';
import { currentOf } from './current-account.ts';
import type { AccountPasswords } from './passwords.ts';
import { sandboxCredentials } from './sandbox-account.ts';
import type { SecretStore } from './secrets/types.ts';
import type { StoredAccount } from './sql/list-accounts.ts';

export type RegistryOptions = ClientOptions & {
  readonly store: Store;
  readonly secrets: () => Promise<SecretStore>;
  readonly events: Events;
};

export type Registry = {
  /** Reads accounts, tokens and passwords again. */
  reload(): Promise<void>;
  all(): readonly StoredAccount[];
  /** The accounts that have not been removed. */
  active(): readonly StoredAccount[];
  get(id: string): StoredAccount | null;
  currentId(): string | null;
  accountOfToken(token: string): AccountId | null;
  passwords(id: string): AccountPasswords;
  /**
   * Returns the address of an account's API; null while the built-in sandbox, whose port varies, is not
   * running.
   */
  endpoint(id: string): MessenteEndpoint | null;
  /**
   * Returns the client of an account that can call its API now; null without credentials or address.
   * @param sandboxAccount another account of the built-in sandbox (of a test run); null means the account's
   * own
   */
  client(id: string, sandboxAccount?: string | null): MessenteClient | null;
  /**
   * Returns the client also for a removed account whose credentials are kept until its scheduled messages are
   * cancelled.
   */
  clientToCancel(id: string): MessenteClient | null;
  close(): Promise<void>;
};

export function createRegistry(options: RegistryOptions): Registry {
  const { store } = options;
  let accounts: readonly StoredAccount[] = [];
  let current: string | null = null;
  const tokens = new Map<string, AccountId>();
  const passwords = new Map<string, AccountPasswords>();
  const clients = createAccountClients(options);
  let reading: Promise<void> = Promise.resolve();

  async function read(): Promise<void> {
    const [rows, tokenRows, settings] = await Promise.all([
      store.read('listAccounts', {}),
      store.read('listTokens', {}),
      store.read('readSettings', {}),
    ]);
    const known = await Promise.all(
      rows.map(async (row) => {
        const read = await passwordsOf(row, options.secrets);
        const before = passwords.get(row.id);
        // If the key store does not respond now, known passwords are kept: without its password an account
        // can neither send nor receive reports.
        return [row, read, read.kind === 'locked' && before?.kind === 'known' ? before : read] as const;
      }),
    );
    accounts = rows;
    tokens.clear();
    for (const { token, accountId } of tokenRows) tokens.set(token, accountId as AccountId);
    passwords.clear();
    for (const [row, read, value] of known) {
      passwords.set(row.id, value);
      clients.setPassword(row, read);
    }
    current = currentOf(rows, settings.current_account ?? null);
    options.events.emit({ type: 'account-changed' });
  }

  return {
    reload() {
      // One at a time: of two overlapping reads, the one that started first could end last, with outdated
      // rows.
      const next = reading.then(read);
      reading = next.catch(() => undefined);
      return next;
    },
    all: () => accounts,
    active: () => accounts.filter((account) => account.removedAt === null),
    get: (id) => accounts.find((account) => account.id === id) ?? null,
    currentId: () => current,
    accountOfToken: (token) => tokens.get(token) ?? null,
    passwords: (id) => passwords.get(id) ?? { kind: 'none' },
    endpoint(id) {
      const account = accounts.find((candidate) => candidate.id === id);
      return account === undefined ? null : clients.endpointOf(account);
    },
    client(id, sandboxAccount = null) {
      const account = accounts.find((candidate) => candidate.id === id);
      return account === undefined || account.removedAt !== null ? null : clients.of(account, sandboxAccount);
    },
    clientToCancel(id) {
      const account = accounts.find((candidate) => candidate.id === id);
      return account === undefined ? null : clients.of(account);
    },
    close: clients.close,
  };
}

/** Reads an account's passwords from the secret store. */
async function passwordsOf(
  account: StoredAccount,
  openSecrets: RegistryOptions['secrets'],
): Promise<AccountPasswords> {
  if (account.kind === 'sandbox') {
    return { kind: 'known', current: sandboxCredentials.password, earlier: [] };
  }
  // A removed account keeps its password until its scheduled messages are cancelled.
  if (!account.passwordSet) return { kind: 'none' };
  const secrets = await openSecrets();
  const stored = await secrets.get(account.id as AccountId);
  if (!stored.ok) return { kind: 'locked' };
  return stored.value === null ? { kind: 'none' } : { kind: 'known', ...stored.value };
}
