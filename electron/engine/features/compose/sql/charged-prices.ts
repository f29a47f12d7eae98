import { rangeOf } from '../../../../../shared/messaging/cost.ts';
import { type Channel, channels } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';

/**
 * How many of the account's newest messages are examined: enough for recent charges, and limited for any
 * history.
 */
const newest = 3_000;

/**
 * Returns an account's recent charges for one part in a country, by channel; channels without charges are
 * left out.
 */
export function chargedPrices(
  context: QueryContext,
  input: { readonly accountId: string; readonly country: string },
): { channel: Channel; low: string; high: string }[] {
  const rows = context.all<{ channel: string; price: string }>(
    `SELECT DISTINCT e.channel, e.part_price AS price
     FROM (SELECT seq, country FROM omnimessage INDEXED BY omnimessage_account
           WHERE account_id = ? ORDER BY seq DESC LIMIT ${newest}) AS recent
     CROSS JOIN status_event e ON e.omnimessage_seq = recent.seq
     WHERE recent.country = ? AND e.part_price IS NOT NULL`,
    input.accountId,
    input.country,
  );
  return channels.flatMap((channel) => {
    const range = rangeOf(rows.filter((row) => row.channel === channel).map((row) => row.price));
    return range === null ? [] : [{ channel, ...range }];
  });
}
