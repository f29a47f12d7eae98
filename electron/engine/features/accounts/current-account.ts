import type { StoredAccount } from './sql/list-accounts.ts';

/** Returns the id of the account that is used if none is named; null if there is no account. */
export function currentOf(accounts: readonly StoredAccount[], chosen: string | null): string | null {
  const active = accounts.filter(({ removedAt }) => removedAt === null);
  return (active.find(({ id }) => id === chosen) ?? active[0])?.id ?? null;
}
