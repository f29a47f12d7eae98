/**
 * Accounts in memory: who may send now, with which client and passwords, and whose callback token it is. The store
 * keeps everything but the passwords; those come from the secret store and stay in this process.
 */
import type { AccountId } from '../../../../shared/messaging/types.ts';
import { createMessenteClient } from '../../messente/client.ts';
import { originsOf } from '../../messente/endpoint.ts';
import { createRateLimiter, type RateLimiter } from '../../messente/rate-limiter.ts';
import type { MessenteClient, MessenteEndpoint } from '../../messente/types.ts';
import type { Store } from '../../store.ts';
import type { AccountPasswords } from './passwords.ts';
import type { SecretStore } from './secrets/types.ts';
import type { StoredAccount } from './sql/list-accounts.ts';

/** The built-in sandbox's credentials are no secret. */
export const sandboxCredentials = { username: 'demo', password: 'demo' } as const;

/** The WhatsApp Business account whose templates the built-in sandbox has. */
export const sandboxWabaId = 'demo';

/** Whether calls to this address stay on this machine. */
export function isLoopbackUrl(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(hostname);
}

/** A sandbox on this machine throttles nobody. */
function unlimited(now: () => number): RateLimiter {
  return createRateLimiter({ perSecond: 100_000, now });
}

/** Ids of accounts hold no blank. */
const runSlot = 'run ';
const mostRunClients = 32;

export type RegistryOptions = {
  readonly store: Store;
  readonly secrets: () => Promise<SecretStore>;
  /** Where the built-in sandbox answers; null while it doesn't run. */
  readonly sandbox: () => MessenteEndpoint | null;
  /** Shared by every account whose calls leave this machine: Messente's limit is per IP address. */
  readonly limiter: RateLimiter;
  readonly now: () => number;
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
  /** The password that may be sent, and to which origins: the ones that the account had when the password was read. */
  const sendable = new Map<string, { readonly password: string; readonly origins: string }>();
  const clients = new Map<string, { key: string; client: MessenteClient }>();
  const retired = new Set<Promise<void>>();
  let reading: Promise<void> = Promise.resolve();

  function endpointOf(account: StoredAccount): MessenteEndpoint | null {
    if (account.kind === 'sandbox') return options.sandbox();
    return {
      baseUrl: account.baseUrl,
      plainUrl: account.plainUrl,
      backupPlainUrl: account.backupPlainUrl,
    };
  }

  async function passwordsOf(account: StoredAccount): Promise<AccountPasswords> {
    if (account.kind === 'sandbox') {
      return { kind: 'known', current: sandboxCredentials.password, earlier: [] };
    }
    // A removed account has one until what it had scheduled is cancelled.
    if (!account.passwordSet) return { kind: 'none' };
    const secrets = await options.secrets();
    const stored = await secrets.get(account.id as AccountId);
    if (!stored.ok) return { kind: 'locked' };
    return stored.value === null ? { kind: 'none' } : { kind: 'known', ...stored.value };
  }

  function retire(client: MessenteClient): void {
    const closing: Promise<void> = client.close().finally(() => retired.delete(closing));
    retired.add(closing);
  }

  /** The addresses as they are kept; the sandbox's password is no secret, so its addresses don't matter. */
  function keptOrigins(account: StoredAccount): string {
    return account.kind === 'sandbox' ? '' : originsOf(account);
  }

  async function read(): Promise<void> {
    const [rows, tokenRows, settings] = await Promise.all([
      store.read('listAccounts', {}),
      store.read('listTokens', {}),
      store.read('readSettings', {}),
    ]);
    const known = await Promise.all(
      rows.map(async (row) => {
        const read = await passwordsOf(row);
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
      // A password that was read for other addresses stays with them: it verifies reports, and is not sent.
      if (read.kind === 'known') sendable.set(row.id, { password: read.current, origins: keptOrigins(row) });
      else if (read.kind === 'none') sendable.delete(row.id);
    }
    const wanted = settings.current_account ?? null;
    const active = rows.filter((row) => row.removedAt === null);
    current = (active.find((row) => row.id === wanted) ?? active[0])?.id ?? null;
    options.onRead?.();
  }

  function clientOf(account: StoredAccount, sandboxAccount: string | null = null): MessenteClient | null {
    const { id } = account;
    const endpoint = endpointOf(account);
    const origins = keptOrigins(account);
    const allowed = sendable.get(id);
    if (endpoint === null || allowed?.origins !== origins) return null;
    let { password } = allowed;
    const isRun = account.kind === 'sandbox' && sandboxAccount !== null;
    const username = isRun ? sandboxAccount : account.username;
    const slot = isRun ? `${runSlot}${username}` : id;
    const key = JSON.stringify([endpoint, username]);
    const existing = clients.get(slot);
    if (existing?.key === key) return existing.client;
    if (existing) retire(existing.client);
    const client = createMessenteClient({
      endpoint,
      now: options.now,
      limiter: isLoopbackUrl(endpoint.baseUrl) ? unlimited(options.now) : options.limiter,
      credentials: () => {
        // A new password for the same addresses is taken up; one for other addresses never comes here.
        const newest = sendable.get(id);
        if (newest?.origins === origins) password = newest.password;
        return { username, password };
      },
    });
    clients.set(slot, { key, client });
    if (isRun) forgetRuns();
    return client;
  }

  /** Runs come and go; of those that are over no client is needed. */
  function forgetRuns(): void {
    const slots = [...clients.keys()].filter((slot) => slot.startsWith(runSlot));
    for (const slot of slots.slice(0, Math.max(0, slots.length - mostRunClients))) {
      const old = clients.get(slot);
      clients.delete(slot);
      if (old !== undefined) retire(old.client);
    }
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
      return account === undefined ? null : endpointOf(account);
    },
    client(id, sandboxAccount = null) {
      const account = accounts.find((candidate) => candidate.id === id);
      return account === undefined || account.removedAt !== null ? null : clientOf(account, sandboxAccount);
    },
    clientToCancel(id) {
      const account = accounts.find((candidate) => candidate.id === id);
      return account === undefined ? null : clientOf(account);
    },
    async close() {
      for (const { client } of clients.values()) retire(client);
      clients.clear();
      await Promise.all(retired);
    },
  };
}
