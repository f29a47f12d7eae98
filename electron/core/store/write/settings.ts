import { cancelAllTo, type Ordered } from './cancellations.ts';
import type { WriteContext } from './context.ts';
import { refuseQueuedTo } from './messages.ts';

export function setSetting(
  context: WriteContext,
  input: { readonly key: string; readonly value: string | null },
): void {
  if (input.value === null) {
    context.run('DELETE FROM setting WHERE key = ?', input.key);
  } else {
    context.run(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      input.key,
      input.value,
    );
  }
}

/**
 * Puts a number on the do-not-send list; one that is there keeps the time it was first put there. What is queued for it
 * is refused, and what Messente may still send to it is to be cancelled, all in this transaction.
 */
export function addDoNotSend(
  context: WriteContext,
  input: {
    readonly number: string;
    readonly reason: string | null;
    readonly source: string;
    readonly now: number;
  },
): Ordered {
  context.run(
    `INSERT INTO do_not_send (number, reason, source, added_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (number) DO UPDATE SET reason = coalesce(excluded.reason, reason)`,
    input.number,
    input.reason,
    input.source,
    input.now,
  );
  const { number, now } = input;
  return {
    withdrawn: refuseQueuedTo(context, number, now),
    ids: cancelAllTo(context, { number, reason: 'opt-out', now }),
  };
}

/** @returns whether it was on the list */
export function removeDoNotSend(context: WriteContext, input: { readonly number: string }): boolean {
  return context.run('DELETE FROM do_not_send WHERE number = ?', input.number).changes > 0;
}

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
