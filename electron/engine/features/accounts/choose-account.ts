import { fail, ok, problem, type Result } from '../../../../shared/messaging/problem.ts';
import type { Core } from '../../start.ts';
import { cannotCall } from './handlers.ts';
import type { StoredAccount } from './sql/list-accounts.ts';

/**
 * The account that is to send.
 * @param id its id or its name; null: the one in use
 * @returns problems `no-account`, `no-such-account`, and why it can make no calls
 */
export function chooseAccount(core: Core, id: string | null): Result<StoredAccount> {
  const wanted = id ?? core.registry.currentId();
  const account = core.registry
    .active()
    .find((candidate) => candidate.id === wanted || candidate.name === wanted);
  if (!account) {
    return fail(
      id === null
        ? problem('no-account', 'There is no account yet.', 'Add one, or try the sandbox.', 'account')
        : problem('no-such-account', `There is no account ${id}.`, 'See the list of accounts.', 'account'),
    );
  }
  // A locked key store doesn't keep a message from being written down: it goes once the store is open.
  if (core.registry.client(account.id) === null && core.registry.passwords(account.id).kind === 'none') {
    return fail(cannotCall(core, account));
  }
  return ok(account);
}
