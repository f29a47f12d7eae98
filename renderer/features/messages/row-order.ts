/** The order and membership of the list, as pure functions; each message once. */
import type { MessageFilter, MessageRow } from '../../../shared/contract/messages.ts';
import { countryOf } from '../../../shared/messaging/phone.ts';
import { assertNever } from '../../../shared/messaging/types.ts';

export const tabs = ['all', 'open', 'attention', 'scheduled'] as const;
export type Tab = (typeof tabs)[number];

const openStates = new Set<MessageRow['state']>(['queued', 'sending', 'scheduled', 'pending']);
const attentionStates = new Set<MessageRow['state']>(['failed', 'refused', 'unknown']);

/** Returns whether a row belongs to a tab, by the rule of the contract's filter groups. */
export function belongsTo(row: Pick<MessageRow, 'state' | 'deliveredTwice'>, tab: Tab): boolean {
  switch (tab) {
    case 'all':
      return true;
    case 'open':
      return openStates.has(row.state);
    case 'attention':
      return attentionStates.has(row.state) || row.deliveredTwice;
    case 'scheduled':
      return row.state === 'scheduled';
  }
}

/** The values that determine a row's position. */
export type Place = Pick<MessageRow, 'seq' | 'cost' | 'sendAt' | 'createdAt'>;
export type Order = (one: Place, other: Place) => number;

/* Only for comparisons: the decimal string is displayed. */
const amountOf = (cost: string | null) => (cost === null ? null : Math.round(Number(cost) * 1e6));

/**
 * By cost, rows without a cost last; with equal cost the newer first if the most expensive are first,
 * otherwise the older.
 */
function byCost(sign: 1 | -1): Order {
  return (one, other) => {
    const first = amountOf(one.cost);
    const second = amountOf(other.cost);
    if (first === second) return sign * (one.seq - other.seq);
    if (first === null) return 1;
    if (second === null) return -1;
    return sign * (first - second);
  };
}

/** Returns when a message is sent, or when it was written if that is not known. */
export const goesOutAt = (place: Pick<Place, 'sendAt' | 'createdAt'>) => place.sendAt ?? place.createdAt;

/** Compares in the order of the contract's `sort`: the earlier row is less. */
export function orderOf(sort: NonNullable<MessageFilter['sort']>): Order {
  switch (sort) {
    case 'newest':
      return (one, other) => other.seq - one.seq;
    case 'oldest':
      return (one, other) => one.seq - other.seq;
    case 'cost-high':
      return byCost(-1);
    case 'cost-low':
      return byCost(1);
    case 'goes-out':
      return (one, other) => goesOutAt(one) - goesOutAt(other) || one.seq - other.seq;
    default:
      return assertNever(sort);
  }
}

type Listed = Place & { readonly id: string };

/**
 * Inserts rows into an ordered list of ids, each at its position; existing ones stay.
 * @param placeOf returns the position values of a listed id
 * @returns the same list if nothing is new
 */
export function insertRows(
  ids: readonly string[],
  rows: readonly Listed[],
  placeOf: (id: string) => Place | undefined,
  order: Order,
): readonly string[] {
  const sorted = rows.toSorted(order);
  const merged: string[] = [];
  let at = 0;
  let added = 0;
  for (const row of sorted) {
    for (let id = ids[at]; id !== undefined; id = ids[at]) {
      const place = placeOf(id);
      if (place !== undefined && order(place, row) >= 0) break;
      merged.push(id);
      at += 1;
    }
    /* Two messages never have the same seq, so equal seqs mean the same message. */
    if (ids[at] === row.id || merged.at(-1) === row.id) continue;
    merged.push(row.id);
    added += 1;
  }
  /* New messages are usually at the top, so the rest is copied unchanged. */
  return added === 0 ? ids : merged.concat(ids.slice(at));
}

/**
 * Returns whether a message belongs to the list, as far as its row shows.
 * @returns `ask`: only the engine can decide (searches and senders are not in rows)
 */
export function judge(row: MessageRow, filter: MessageFilter): 'yes' | 'no' | 'ask' {
  const cost = row.cost === null ? null : Number(row.cost);
  const within =
    (filter.accountId === undefined || filter.accountId === row.accountId) &&
    belongsTo(row, filter.group ?? 'all') &&
    (filter.sort !== 'goes-out' || row.state === 'scheduled') &&
    (filter.states === undefined || filter.states.includes(row.state)) &&
    (filter.channels === undefined || row.steps.some(({ channel }) => filter.channels?.includes(channel))) &&
    (filter.countries === undefined || filter.countries.includes(countryOf(row.to) ?? '')) &&
    (filter.createdFrom === undefined || row.createdAt >= filter.createdFrom) &&
    (filter.createdBefore === undefined || row.createdAt < filter.createdBefore) &&
    (filter.tags === undefined || filter.tags.every((tag) => row.tags.includes(tag))) &&
    (filter.costAtLeast === undefined || (cost !== null && cost >= Number(filter.costAtLeast))) &&
    (filter.costAtMost === undefined || (cost !== null && cost <= Number(filter.costAtMost)));
  if (!within) return 'no';
  return filter.search === undefined && filter.senders === undefined ? 'yes' : 'ask';
}
