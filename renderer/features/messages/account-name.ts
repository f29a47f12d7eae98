import type { AccountView } from '../../../shared/contract/accounts.ts';
import type { Words } from '../../lib/words/words.ts';

/** Returns an account's name; `all` means every account. */
export function accountName(id: string | null, accounts: readonly AccountView[], words: Words): string {
  if (id === 'all') return words.messages.filters.allAccounts;
  const account = accounts.find((one) => one.id === id);
  if (!account) return words.messages.filters.goneAccount;
  return account.kind === 'sandbox' ? words.frame.sandbox : account.name;
}
