import type { StoredAccount } from './sql/list-accounts.ts';

/** Returns whether calls to this address stay on this computer. */
export function isLoopbackUrl(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(hostname);
}

/** Returns whether an account sends no real messages, because everything stays on this computer. */
export function reachesNobody(account: Pick<StoredAccount, 'kind' | 'baseUrl'>): boolean {
  return account.kind === 'sandbox' || isLoopbackUrl(account.baseUrl);
}
