/** Which account is meant, and whether it can be used. */

import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../shared/problems/accounts.ts';
import { isLoopbackUrl } from './account-clients.ts';
import type { Registry } from './registry.ts';
import type { StoredAccount } from './sql/list-accounts.ts';

/**
 * Finds an account that has not been removed.
 * @param id its id or its name; null: the one in use
 * @returns problems `no-account`, `no-such-account`
 */
export function findAccount(registry: Registry, id: string | null): Result<StoredAccount> {
  const wanted = id ?? registry.currentId();
  const account = registry.active().find((candidate) => candidate.id === wanted || candidate.name === wanted);
  if (account) return ok(account);
  return fail(
    id === null
      ? accountsProblem('no-account', {}, 'account')
      : accountsProblem('no-such-account', { id }, 'account'),
  );
}

/**
 * Finds the account that is to send.
 * @param id its id or its name; null: the one in use
 * @returns problems `no-account`, `no-such-account`, and why it can make no calls
 */
export function chooseAccount(registry: Registry, id: string | null): Result<StoredAccount> {
  const found = findAccount(registry, id);
  if (!found.ok) return found;
  const account = found.value;
  // A locked key store doesn't keep a message from being written down: it goes once the store is open.
  if (registry.client(account.id) === null && registry.passwords(account.id).kind === 'none') {
    return fail(cannotCall(registry, account));
  }
  return found;
}

/** Returns why an account's API can't be called now. */
export function cannotCall(registry: Registry, account: StoredAccount): Problem {
  const { kind } = registry.passwords(account.id);
  // Known, but read for another address: the key store did not answer since.
  if (kind === 'locked' || (kind === 'known' && account.kind === 'messente')) {
    return accountsProblem('secrets-locked', {}, 'passphrase');
  }
  return accountsProblem('no-password', { name: account.name }, 'password');
}

/** Returns whether everything that this account sends stays on this machine. */
export function reachesNobody(account: Pick<StoredAccount, 'kind' | 'baseUrl'>): boolean {
  return account.kind === 'sandbox' || isLoopbackUrl(account.baseUrl);
}
