import { rangeOf } from '../../../../shared/messaging/cost.ts';
import { type Channel, channels } from '../../../../shared/messaging/types.ts';
import type { QueryContext } from './context.ts';

/** So many of the country's newest messages are looked at: enough for "lately", and bounded whatever the history. */
const newest = 1_000;

/** What an account was lately charged for one part in a country, by channel; channels never charged are not in it. */
export function chargedPrices(
  context: QueryContext,
  input: { readonly accountId: string; readonly country: string },
): { channel: Channel; low: string; high: string }[] {
  const rows = context.all<{ channel: string; price: string }>(
    `SELECT DISTINCT e.channel, e.part_price AS price
     FROM (SELECT seq, account_id FROM omnimessage INDEXED BY omnimessage_country
           WHERE country = ? ORDER BY seq DESC LIMIT ${newest}) AS recent
     CROSS JOIN status_event e ON e.omnimessage_seq = recent.seq
     WHERE recent.account_id = ? AND e.part_price IS NOT NULL`,
    input.country,
    input.accountId,
  );
  return channels.flatMap((channel) => {
    const range = rangeOf(rows.filter((row) => row.channel === channel).map((row) => row.price));
    return range === null ? [] : [{ channel, ...range }];
  });
}
