/** The list's order and membership, as pure functions; each message once. */
import type { MessageFilter, MessageRow } from '../../../shared/contract/messages.ts';
import { countryOf } from '../../../shared/messaging/phone.ts';
import { assertNever } from '../../../shared/messaging/types.ts';

export const tabs = ['all', 'open', 'attention', 'scheduled'] as const;
export type Tab = (typeof tabs)[number];

const openStates = new Set<MessageRow['state']>(['queued', 'sending', 'scheduled', 'pending']);
const attentionStates = new Set<MessageRow['state']>(['failed', 'refused', 'unknown']);

/** Whether a row belongs under a tab, by the same rule as the contract's filter groups. */
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

/** What a row's place follows from. */
export type Place = Pick<MessageRow, 'seq' | 'cost' | 'sendAt' | 'createdAt'>;
export type Order = (one: Place, other: Place) => number;

/* For comparing only: what is shown is the decimal string. */
const amountOf = (cost: string | null) => (cost === null ? null : Math.round(Number(cost) * 1e6));

/** By cost, what has none at the end; of the same cost the newer first where the dear are, else the older. */
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

/** When a message goes out, or was written where that is not told. */
export const goesOutAt = (place: Pick<Place, 'sendAt' | 'createdAt'>) => place.sendAt ?? place.createdAt;

/** The order of the contract's `sort`: what comes first is less. */
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
 * Puts rows into an ordered list of ids, each where it belongs; those that are there stay.
 * @param placeOf the place of an id that is in the list
 * @returns the same list where nothing is new
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
    /* No two messages have the same seq: one that has it is this one. */
    if (ids[at] === row.id || merged.at(-1) === row.id) continue;
    merged.push(row.id);
    added += 1;
  }
  /* What is new is at the top as a rule, so that the rest is taken as it is. */
  return added === 0 ? ids : merged.concat(ids.slice(at));
}

/**
 * Whether a message belongs to what is listed, as far as its row tells.
 * @returns `ask`: only the engine can tell (a search, a sender: no row has them)
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
