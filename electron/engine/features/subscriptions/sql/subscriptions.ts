/** Subscriptions: unsigned, so each waits until somebody confirms it, unless a setting confirms them. */
import type { Subscription } from '../../../../../shared/contract/subscriptions.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import { engineActor } from '../../../acting.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { addEntry } from '../../consent/sql/index.ts';
import { record } from '../../journal/sql/index.ts';
import { withdrawalOf } from '../../messages/sql/index.ts';

export type SubscriptionAddress = { readonly accountId: string; readonly token: string };

/** The most that wait. More are answered 503, so that Messente sends them again. */
export const mostWaiting = 10_000;
/** The most that are remembered, to recognize repeats. */
const mostSeen = 100_000;

export function listSubscriptionAddresses(
  context: QueryContext,
  _input: Readonly<Record<string, never>>,
): SubscriptionAddress[] {
  return context.all('SELECT account_id AS accountId, token FROM subscription_address');
}

/** Adds the address of an account. The first one stays. */
export function addSubscriptionAddress(
  context: WriteContext,
  input: SubscriptionAddress & { readonly now: number },
): void {
  context.run(
    'INSERT OR IGNORE INTO subscription_address (account_id, token, created_at) VALUES (?, ?, ?)',
    ...[input.accountId, input.token, input.now],
  );
}

export type KeepSubscription = {
  readonly accountId: string;
  readonly number: E164;
  readonly externalId: string | null;
  readonly time: string | null;
  /** The digest of its parameters: only all of them together are a repeat. */
  readonly identity: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** Whether consent is recorded at once, except for people who opted out. */
  readonly isAutomatic: boolean;
};

/** @returns `full`: nothing was stored, because too many wait; `repeat`: nothing was to be stored */
export function keepSubscription(
  context: WriteContext,
  input: KeepSubscription,
): 'waiting' | 'confirmed' | 'repeat' | 'full' {
  const { accountId, number, identity } = input;
  if (context.get('SELECT 1 FROM subscription_seen WHERE identity = ?', identity) !== undefined)
    return 'repeat';
  const isConfirmed = input.isAutomatic && withdrawalOf(context, number) === null;
  const before = context.get<{ id: number }>(
    'SELECT id FROM subscription WHERE account_id = ? AND number = ?',
    ...[accountId, number],
  );
  if (!isConfirmed && before === undefined && countSubscriptions(context, {}) >= mostWaiting) return 'full';
  context.run('INSERT INTO subscription_seen (identity) VALUES (?)', identity);
  context.run(
    'DELETE FROM subscription_seen WHERE seq <= (SELECT max(seq) FROM subscription_seen) - ?',
    mostSeen,
  );
  if (isConfirmed) {
    context.run('DELETE FROM subscription WHERE account_id = ? AND number = ?', accountId, number);
    giveConsent(context, input);
    record(context, { what: 'subscription-confirmed', number, by: engineActor });
    return 'confirmed';
  }
  context.run(
    `INSERT INTO subscription (account_id, number, external_id, time, identity, count, received_at)
     VALUES (?, ?, ?, ?, ?, 1, ?)
     ON CONFLICT (account_id, number) DO UPDATE SET external_id = excluded.external_id, time = excluded.time,
       identity = excluded.identity, count = count + 1, received_at = max(received_at, excluded.received_at)`,
    ...[accountId, number, input.externalId, input.time, identity, input.receivedAt],
  );
  return 'waiting';
}

type Given = Pick<KeepSubscription, 'number' | 'externalId' | 'time' | 'identity' | 'receivedAt'>;

/**
 * Adds consent to the ledger, from when the subscription arrived: a withdrawal that came later counts. It ends no
 * withdrawal.
 */
function giveConsent(context: WriteContext, { number, externalId, time, identity, receivedAt }: Given): void {
  const how = [externalId === null ? null : `id ${externalId}`, time].filter((part) => part !== null);
  addEntry(context, {
    ...{ id: `subscription ${identity}`, number, kind: 'given', source: 'subscription' },
    ...{ at: receivedAt, wording: null, how: how.length === 0 ? null : how.join(', ') },
  });
}

/**
 * Decides about subscriptions that wait. @returns how many did; the others were decided or replaced meanwhile
 */
export function decideSubscriptions(
  context: WriteContext,
  input: { readonly ids: readonly number[]; readonly decision: 'confirm' | 'dismiss' },
): number {
  let decided = 0;
  for (const id of input.ids) {
    const waiting = context.get<Given>(
      `SELECT number, external_id AS externalId, time, identity, received_at AS receivedAt
       FROM subscription WHERE id = ?`,
      id,
    );
    if (waiting === undefined) continue;
    context.run('DELETE FROM subscription WHERE id = ?', id);
    const isConfirmed = input.decision === 'confirm';
    if (isConfirmed) giveConsent(context, waiting);
    record(context, {
      what: isConfirmed ? 'subscription-confirmed' : 'subscription-dismissed',
      number: waiting.number,
    });
    decided += 1;
  }
  return decided;
}

export function countSubscriptions(context: QueryContext, _input: Readonly<Record<string, never>>): number {
  return context.get<{ n: number }>('SELECT count(*) AS n FROM subscription')?.n ?? 0;
}

/** Returns the subscriptions that wait, newest first. @param input.before the last id of the page before */
export function listSubscriptions(
  context: QueryContext,
  input: {
    readonly before: { readonly receivedAt: number; readonly id: number } | null;
    readonly limit: number;
  },
): (Omit<Subscription, 'accountName' | 'isListed'> & { readonly isListed: number })[] {
  return context.all(
    `SELECT s.id, s.account_id AS accountId, s.number, s.external_id AS externalId, s.time, s.count,
       s.received_at AS receivedAt, EXISTS (SELECT 1 FROM do_not_send d WHERE d.number = s.number) AS isListed
     FROM subscription s
     WHERE ?1 IS NULL OR s.received_at < ?1 OR (s.received_at = ?1 AND s.id < ?2)
     ORDER BY s.received_at DESC, s.id DESC LIMIT ?3`,
    ...[input.before?.receivedAt ?? null, input.before?.id ?? null, input.limit],
  );
}
