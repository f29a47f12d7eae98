import type { WriteContext } from '../../../db/write-context.ts';
import { releasePriced } from '../../spending/sql/index.ts';

/** Stores the prices of a country; the messages that waited for them are sent. */
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
  releasePriced(context, { now: input.fetchedAt, ...input });
}
