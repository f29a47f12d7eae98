/** The accounts as the database stores them, for a command that reads without a console. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountView } from '../../../../shared/contract/accounts.ts';
import type { ReadingStore } from '../../store.ts';
import { currentOf } from './current-account.ts';
import { secretFileNames } from './secrets/file-names.ts';
import type { StoredAccount } from './sql/list-accounts.ts';
import { viewAccount } from './view-account.ts';

/**
 * Returns the accounts that have not been removed. A password counts as set if the folder has passwords, because only
 * the key store knows whose.
 */
export async function storedAccounts(store: ReadingStore, folder: string): Promise<AccountView[]> {
  const [accounts, settings] = await Promise.all([
    store.read('listAccounts', {}),
    store.read('readSettings', {}),
  ]);
  const hasPasswords = secretFileNames.some((name) => existsSync(join(folder, name)));
  const current = currentOf(accounts, settings.current_account ?? null);
  const kept = {
    currentId: () => current,
    // The address of the built-in sandbox is known while it runs.
    endpoint: () => null,
    passwords: () => ({ kind: hasPasswords ? ('locked' as const) : ('none' as const) }),
  };
  return accounts.filter(({ removedAt }) => removedAt === null).map((account) => viewAccount(kept, account));
}

/** Returns the account with this id, if it has not been removed, and the newest token of its callback URL. */
export async function storedAccount(
  store: ReadingStore,
  id: string,
): Promise<{ readonly account: StoredAccount; readonly token: string } | null> {
  const [accounts, tokens] = await Promise.all([
    store.read('listAccounts', {}),
    store.read('listTokens', {}),
  ]);
  const account = accounts.find((one) => one.id === id && one.removedAt === null);
  const token = tokens.findLast(({ accountId }) => accountId === id)?.token;
  return account === undefined || token === undefined ? null : { account, token };
}
