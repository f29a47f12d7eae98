/** Which account is meant, and whether it can be used. */
import { fail, ok, type Problem, problem, type Result } from '../../../../shared/messaging/problem.ts';
import { isLoopbackUrl, type Registry } from './registry.ts';
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
      ? problem('no-account', 'There is no account yet.', 'Add one, or try the sandbox.', 'account')
      : problem('no-such-account', `There is no account ${id}.`, 'See the list of accounts.', 'account'),
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
    return problem(
      'secrets-locked',
      'The passwords are locked.',
      'Give the passphrase (OMNIDECK_PASSPHRASE, or when asked).',
      'passphrase',
    );
  }
  return problem(
    'no-password',
    `There is no API password for the account “${account.name}”.`,
    'Set it in the account, or add the account again.',
    'password',
  );
}

/** Returns whether everything that this account sends stays on this machine. */
export function reachesNobody(account: Pick<StoredAccount, 'kind' | 'baseUrl'>): boolean {
  return account.kind === 'sandbox' || isLoopbackUrl(account.baseUrl);
}
