import { createMessenteClient } from '../../messente/client.ts';
import { originsOf } from '../../messente/endpoint.ts';
import { createRateLimiter, type RateLimiter } from '../../messente/rate-limiter.ts';
import type { MessenteClient, MessenteEndpoint } from '../../messente/types.ts';
import type { AccountPasswords } from './passwords.ts';
import { isLoopbackUrl } from './reaches-nobody.ts';
import type { StoredAccount } from './sql/list-accounts.ts';

/** Returns a limiter without a limit, because a local sandbox limits nobody. */
function unlimited(now: () => number): RateLimiter {
  return createRateLimiter({ perSecond: 100_000, now });
}

/** Ids of accounts contain no blanks. */
const runSlot = 'run ';
const mostRunClients = 32;

export type ClientOptions = {
  /** The built-in sandbox's address; null while it is not running. */
  readonly sandbox: () => MessenteEndpoint | null;
  /** Shared by all accounts whose calls leave this computer, because Messente's limit is per IP address. */
  readonly limiter: RateLimiter;
  /** As in the options of a client. */
  readonly answerTimeoutMs?: number | undefined;
  readonly now: () => number;
};

export type AccountClients = {
  /** Returns the address of an account's API; null while the built-in sandbox is not running. */
  endpointOf(account: StoredAccount): MessenteEndpoint | null;
  /** Stores the passwords of an account that were just read. */
  setPassword(account: StoredAccount, read: AccountPasswords): void;
  /**
   * Returns the client of an account; null without a password for its addresses, or without an address.
   * @param sandboxAccount another account of the built-in sandbox (of a test run); null means the account's
   * own
   */
  of(account: StoredAccount, sandboxAccount?: string | null): MessenteClient | null;
  close(): Promise<void>;
};

/** Creates the clients of Messente's API, one per account, and keeps the password that each may send. */
export function createAccountClients(options: ClientOptions): AccountClients {
  /**
   * The password that may be sent, and to which origins: those that the account had when the password was
   * read.
   */
  const sendable = new Map<string, { readonly password: string; readonly origins: string }>();
  const clients = new Map<string, { key: string; client: MessenteClient }>();
  const retired = new Set<Promise<void>>();

  function endpointOf(account: StoredAccount): MessenteEndpoint | null {
    if (account.kind === 'sandbox') return options.sandbox();
    return {
      baseUrl: account.baseUrl,
      plainUrl: account.plainUrl,
      backupPlainUrl: account.backupPlainUrl,
    };
  }

  function retire(client: MessenteClient): void {
    const closing: Promise<void> = client.close().finally(() => retired.delete(closing));
    retired.add(closing);
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
      answerTimeoutMs: options.answerTimeoutMs,
      limiter: isLoopbackUrl(endpoint.baseUrl) ? unlimited(options.now) : options.limiter,
      credentials: () => {
        // A new password for the same addresses is used; one for other addresses never gets here.
        const newest = sendable.get(id);
        if (newest?.origins === origins) password = newest.password;
        return { username, password };
      },
    });
    clients.set(slot, { key, client });
    if (isRun) forgetRuns();
    return client;
  }

  /** Removes the clients of finished runs. */
  function forgetRuns(): void {
    const slots = [...clients.keys()].filter((slot) => slot.startsWith(runSlot));
    for (const slot of slots.slice(0, Math.max(0, slots.length - mostRunClients))) {
      const old = clients.get(slot);
      clients.delete(slot);
      if (old !== undefined) retire(old.client);
    }
  }

  return {
    endpointOf,
    setPassword(account, read) {
      // A password that was read for other addresses still verifies reports, but is not sent.
      if (read.kind === 'known') {
        sendable.set(account.id, { password: read.current, origins: keptOrigins(account) });
      } else if (read.kind === 'none') sendable.delete(account.id);
    },
    of: clientOf,
    async close() {
      for (const { client } of clients.values()) retire(client);
      clients.clear();
      await Promise.all(retired);
    },
  };
}

/** The stored addresses; the sandbox's password is not secret, so its addresses do not matter. */
function keptOrigins(account: StoredAccount): string {
  return account.kind === 'sandbox' ? '' : originsOf(account);
}
