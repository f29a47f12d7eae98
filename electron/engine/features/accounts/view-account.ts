import type { AccountView } from '../../../../shared/contract/accounts.ts';
import type { Registry } from './registry.ts';
import { sandboxWabaId } from './sandbox-account.ts';
import type { StoredAccount } from './sql/list-accounts.ts';

/** Returns an account as the contract shows it, without its password. */
export function viewAccount(
  registry: Pick<Registry, 'currentId' | 'endpoint' | 'passwords'>,
  account: StoredAccount,
): AccountView {
  const sandbox = account.kind === 'sandbox';
  const endpoint = registry.endpoint(account.id);
  return {
    id: account.id,
    name: account.name,
    kind: account.kind,
    colour: account.colour,
    username: account.username,
    baseUrl: endpoint?.baseUrl ?? account.baseUrl,
    plainUrl: endpoint?.plainUrl ?? account.plainUrl,
    textStore: account.textStore,
    current: registry.currentId() === account.id,
    // The state of the secret store counts, not what was once stored, because its file may have been deleted.
    passwordSet: sandbox || (account.passwordSet && registry.passwords(account.id).kind !== 'none'),
    pause: account.pause,
    tunnelAgreedAt: account.tunnelAgreedAt,
    wabaId: wabaIdOf(account),
    // Everything can be tried in the sandbox.
    telegram: sandbox || account.telegram,
    createdAt: account.createdAt,
  };
}

/** Returns the account's WhatsApp Business account at Messente; null if not configured. */
export function wabaIdOf(account: StoredAccount): string | null {
  return account.kind === 'sandbox' ? sandboxWabaId : account.wabaId;
}
