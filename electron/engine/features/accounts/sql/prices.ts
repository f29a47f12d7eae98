import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';

export function savePrices(
  context: WriteContext,
  input: {
    readonly accountId: string;
    readonly country: string;
    readonly fetchedAt: number;
    readonly prices: string;
  },
): void {
  context.run(
    `INSERT INTO price_list (account_id, country, fetched_at, prices) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id, country) DO UPDATE SET fetched_at = excluded.fetched_at, prices = excluded.prices`,
    input.accountId,
    input.country,
    input.fetchedAt,
    input.prices,
  );
}

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
