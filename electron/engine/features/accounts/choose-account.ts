/** Finds an account, and checks that it can be used. */

import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../shared/problems/accounts.ts';
import type { Registry } from './registry.ts';
import type { StoredAccount } from './sql/list-accounts.ts';

/**
 * Finds an account that has not been removed.
 * @param id its id or its name; null means the current account
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
 * Finds the account for sending.
 * @param id its id or its name; null means the current account
 * @returns problems `no-account`, `no-such-account`, and why it can make no calls
 */
export function chooseAccount(registry: Registry, id: string | null): Result<StoredAccount> {
  const found = findAccount(registry, id);
  if (!found.ok) return found;
  const account = found.value;
  // A message can be queued while the key store is locked; it is sent once the store is unlocked.
  if (registry.client(account.id) === null && registry.passwords(account.id).kind === 'none') {
    return fail(cannotCall(registry, account));
  }
  return found;
}

/** Returns why an account's API cannot be called now. */
export function cannotCall(registry: Registry, account: StoredAccount): Problem {
  const { kind } = registry.passwords(account.id);
  // The password is known, but was read for another address, and the key store has not responded since.
  if (kind === 'locked' || (kind === 'known' && account.kind === 'messente')) {
    return accountsProblem('secrets-locked', {}, 'passphrase');
  }
  return accountsProblem('no-password', { name: account.name }, 'password');
}
