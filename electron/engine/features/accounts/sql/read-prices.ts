import type { QueryContext } from '../../../db/query-context.ts';

export function readPrices(
  context: QueryContext,
  input: { readonly accountId: string; readonly country: string },
): { prices: string; fetchedAt: number } | null {
  return (
    context.get<{ prices: string; fetchedAt: number }>(
      'SELECT prices, fetched_at AS fetchedAt FROM price_list WHERE account_id = ? AND country = ?',
      input.accountId,
      input.country,
    ) ?? null
  );
}
