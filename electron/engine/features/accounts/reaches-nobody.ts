import { isLoopbackHost } from '../../../../shared/messaging/loopback.ts';
import type { StoredAccount } from './sql/list-accounts.ts';

/** Returns whether calls to this address stay on this computer; false for an address that is not a URL. */
export function isLoopbackUrl(address: string): boolean {
  return URL.canParse(address) && isLoopbackHost(new URL(address));
}

/** Returns whether an account sends no real messages, because everything stays on this computer. */
export function reachesNobody(account: Pick<StoredAccount, 'kind' | 'baseUrl'>): boolean {
  return account.kind === 'sandbox' || isLoopbackUrl(account.baseUrl);
}
