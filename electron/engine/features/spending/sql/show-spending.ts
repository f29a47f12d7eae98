import type { Spending } from '../../../../../shared/contract/spending.ts';
import { dayAt, dayEndsAt, isCapped, monthEndsAt } from '../../../../../shared/messaging/spend-caps.ts';
import { ownZone, zoneClock } from '../../../../../shared/messaging/time-zones.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { spentInMonth, spentOn } from './spent-days.ts';
import { storedCaps } from './stored-caps.ts';

/** Returns what is spent today and this month, and how many messages wait. @param input.now UTC epoch ms */
export function spendingAt(context: QueryContext, input: { readonly now: number }): Spending {
  const caps = storedCaps(context);
  const zone = caps.zone ?? ownZone();
  const clock = zoneClock(zone);
  const day = dayAt(clock, input.now);
  return {
    zone,
    day: { cap: caps.daily, spent: spentOn(context, day), endsAt: dayEndsAt(clock, input.now) },
    month: { cap: caps.monthly, spent: spentInMonth(context, day), endsAt: monthEndsAt(clock, input.now) },
    held: heldMessages(context),
  };
}

/** Returns how many messages wait for a cap, and for a price. */
export function heldMessages(
  context: QueryContext,
  _input: Readonly<Record<string, never>> = {},
): Spending['held'] {
  const rows = context.all<{ held_by: 'cap' | 'price'; messages: number }>(
    `SELECT held_by, count(*) AS messages FROM omnimessage INDEXED BY omnimessage_held
     WHERE held_by IS NOT NULL AND state = 'queued' GROUP BY held_by`,
  );
  const count = (by: 'cap' | 'price') => rows.find(({ held_by }) => held_by === by)?.messages ?? 0;
  return { cap: count('cap'), price: count('price') };
}

/**
 * Returns the countries, by account, whose messages wait for a price, and whose price list has not been read since a time.
 * @param input.since UTC epoch ms
 */
export function unpricedCountries(
  context: QueryContext,
  input: { readonly since: number },
): { accountId: string; country: string }[] {
  if (!isCapped(storedCaps(context))) return [];
  return context.all(
    `SELECT DISTINCT account_id AS accountId, country FROM omnimessage o INDEXED BY omnimessage_held
     WHERE held_by = 'price' AND state = 'queued' AND country IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM price_list p WHERE p.account_id = o.account_id AND p.country = o.country AND p.fetched_at > ?)`,
    input.since,
  );
}
