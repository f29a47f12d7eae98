/**
 * Accounts in memory: who may send now, with which client and passwords, and whose callback token it is. The store
 * keeps everything but the passwords; those come from the secret store and stay in this process.
 */
import type { AccountId } from '../../../../shared/messaging/types.ts';
import type { MessenteClient, MessenteEndpoint } from '../../messente/types.ts';
import type { Store } from '../../store.ts';
import { type ClientOptions, createAccountClients } from './account-clients.ts';
import type { AccountPasswords } from './passwords.ts';
import type { SecretStore } from './secrets/types.ts';
import type { StoredAccount } from './sql/list-accounts.ts';

/** The built-in sandbox's credentials are no secret. */
export const sandboxCredentials = { username: 'demo', password: 'demo' } as const;

/** The WhatsApp Business account whose templates the built-in sandbox has. */
export const sandboxWabaId = 'demo';

export type RegistryOptions = ClientOptions & {
  readonly store: Store;
  readonly secrets: () => Promise<SecretStore>;
  /** Accounts and passwords were read, e.g. after the key store opened. */
  readonly onRead?: () => void;
};

export type Registry = {
  /** Reads accounts, tokens and passwords again. */
  reload(): Promise<void>;
  all(): readonly StoredAccount[];
  /** In use, i.e. not removed. */
  active(): readonly StoredAccount[];
  get(id: string): StoredAccount | null;
  currentId(): string | null;
  accountOfToken(token: string): AccountId | null;
  passwords(id: string): AccountPasswords;
  /** Where an account's API answers; null while the built-in sandbox, whose port is not fixed, doesn't run. */
  endpoint(id: string): MessenteEndpoint | null;
  /**
   * The client of an account that can call its API now; null without credentials or endpoint.
   * @param sandboxAccount another account of the built-in sandbox, a test run's; null: the account's own
   */
  client(id: string, sandboxAccount?: string | null): MessenteClient | null;
  /** The same, also of a removed account whose credentials are kept until what it had scheduled is cancelled. */
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
        // A key store that doesn't answer just now takes away nothing that it has told: without its password an
        // account neither sends nor takes reports.
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
    const wanted = settings.current_account ?? null;
    const active = rows.filter((row) => row.removedAt === null);
    current = (active.find((row) => row.id === wanted) ?? active[0])?.id ?? null;
    options.onRead?.();
  }

  return {
    reload() {
      // In turn: of two that overlap, the one that began first could end last, with rows that are no longer so.
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
  // A removed account has one until what it had scheduled is cancelled.
  if (!account.passwordSet) return { kind: 'none' };
  const secrets = await openSecrets();
  const stored = await secrets.get(account.id as AccountId);
  if (!stored.ok) return { kind: 'locked' };
  return stored.value === null ? { kind: 'none' } : { kind: 'known', ...stored.value };
}
