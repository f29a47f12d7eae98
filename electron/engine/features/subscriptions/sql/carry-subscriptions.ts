import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import type { SubscriptionAddress } from './subscriptions.ts';

/**
 * Carries subscriptions over to a restored database: each was answered 200, so nobody sends it again. What was decided since the
 * backup stays decided, and Messente sends to today's addresses.
 */
export function carrySubscriptions(context: WriteContext, today: WriteContext): void {
  for (const { accountId, token } of today.all<SubscriptionAddress>(
    'SELECT account_id AS accountId, token FROM subscription_address',
  )) {
    context.run('DELETE FROM subscription_address WHERE account_id = ? OR token = ?', accountId, token);
    context.run(
      'INSERT INTO subscription_address (account_id, token, created_at) VALUES (?, ?, 0)',
      ...[accountId, token],
    );
  }
  for (const { identity } of today.all<{ identity: string }>(
    'SELECT identity FROM subscription_seen ORDER BY seq',
  )) {
    context.run('DELETE FROM subscription WHERE identity = ?', identity);
    context.run('INSERT OR IGNORE INTO subscription_seen (identity) VALUES (?)', identity);
  }
  for (const row of today.all<Record<string, string | number | null>>(
    'SELECT account_id, number, external_id, time, identity, count, received_at FROM subscription',
  ))
    context.run(
      `INSERT INTO subscription (account_id, number, external_id, time, identity, count, received_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (account_id, number) DO UPDATE SET external_id = excluded.external_id, time = excluded.time,
         identity = excluded.identity, count = max(count, excluded.count), received_at = excluded.received_at
       WHERE excluded.received_at >= received_at`,
      ...Object.values(row),
    );
}

/** Deletes what waits of a number. Its identities stay, so that a repeat does not bring the number back. */
export function eraseSubscriptions(
  context: WriteContext,
  { number, until }: { readonly number: string; readonly until: number },
): void {
  context.run(
    'DELETE FROM subscription WHERE (number = ?1 OR instr(external_id, substr(?1, 2)) > 0) AND received_at <= ?2',
    ...[number, until],
  );
}

/** Deletes what has waited for longer than messages are kept. */
export function retainSubscriptions(context: WriteContext, before: number): void {
  context.run('DELETE FROM subscription WHERE received_at < ?', before);
}

export function numbersInSubscriptions<Number extends string>(context: QueryContext): Number[] {
  return context.all<{ number: Number }>('SELECT number FROM subscription').map(({ number }) => number);
}
