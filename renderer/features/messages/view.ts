/**
 * The user's filter and order of the list: "the last 7 days" stays relative. It is converted to the filter
 * for the engine, and to the saved filter.
 */
import type { MessageFilter, SavedFilter } from '../../../shared/contract/messages.ts';
import type { Channel, MessageState } from '../../../shared/messaging/types.ts';
import { startOfDay } from '../../lib/format.ts';
import type { Tab } from './row-order.ts';

/**
 * The orders that a user can choose. A list of only scheduled messages is sorted by sending time instead of
 * newest first.
 */
export type Sort = Exclude<NonNullable<MessageFilter['sort']>, 'goes-out'>;
/* The contract's own list would pull zod into the first script. */
export const sorts = ['newest', 'oldest', 'cost-high', 'cost-low'] as const satisfies readonly Sort[];

export type Time =
  | { readonly kind: 'any' }
  /** The number of local days up to today; 1 means today. */
  | { readonly kind: 'days'; readonly days: number }
  /** Local times such as 2026-11-24T09:30; null means no limit. `to` is not included. */
  | { readonly kind: 'between'; readonly from: string | null; readonly to: string | null };

export type View = {
  readonly tab: Tab;
  readonly search: string;
  readonly states: readonly MessageState[];
  readonly channels: readonly Channel[];
  readonly senders: readonly string[];
  readonly countries: readonly string[];
  /** null: the current account; `all`: every account. */
  readonly account: string | null;
  readonly time: Time;
  readonly tags: readonly string[];
  /** EUR, decimal strings. */
  readonly costAtLeast: string | null;
  readonly costAtMost: string | null;
  readonly sort: Sort;
  /**
   * Parts of an address or a saved view that this version cannot read, such as `state=gone`. The view then
   * lists nothing: a filter that is not understood must not list more.
   */
  readonly unread: readonly string[];
};

export const everything: View = {
  tab: 'all',
  search: '',
  states: [],
  channels: [],
  senders: [],
  countries: [],
  account: null,
  time: { kind: 'any' },
  tags: [],
  costAtLeast: null,
  costAtMost: null,
  sort: 'newest',
  unread: [],
};

/** The available filters, in display order. */
export const fields = [
  'states',
  'channels',
  'senders',
  'countries',
  'account',
  'time',
  'tags',
  'cost',
] as const;
export type Field = (typeof fields)[number];

/** Returns whether a view has this filter. */
export function isOn(view: View, field: Field): boolean {
  switch (field) {
    case 'account':
      return view.account !== null;
    case 'time':
      return view.time.kind !== 'any';
    case 'cost':
      return view.costAtLeast !== null || view.costAtMost !== null;
    default:
      return view[field].length > 0;
  }
}

/** Returns the filters that a view has. */
export function fieldsOn(view: View): readonly Field[] {
  return fields.filter((field) => isOn(view, field));
}

/** Returns whether a view has any filter, or a part that is not understood. */
export function isFiltered(view: View): boolean {
  return view.unread.length > 0 || fieldsOn(view).length > 0;
}

/** Returns the change that removes a filter from a view. */
export function withoutField(field: Field): Partial<View> {
  if (field === 'cost') return { costAtLeast: null, costAtMost: null };
  return { [field]: everything[field] };
}

/** Returns the change that removes all filters except the order and the tab. */
export const withoutFilters: Partial<View> = Object.assign(
  { search: '', unread: [] },
  ...fields.map(withoutField),
);

/** Returns the UTC epoch ms of a local time such as 2026-11-24T09:30; null if it is not valid. */
export function timeOfLocal(local: string): number | null {
  const at = new Date(local).getTime();
  return /^\d{4,6}-\d\d-\d\dT\d\d:\d\d/.test(local) && Number.isFinite(at) ? at : null;
}

/** Returns the local time to the minute, in the format of timeOfLocal. */
export function localOfTime(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Returns the local midnight at which the last days begin. */
function beginOfDays(days: number, now: number): number {
  const date = new Date(startOfDay(now));
  date.setDate(date.getDate() - (days - 1));
  return date.getTime();
}

function timePart({ time }: View, now: number): Pick<MessageFilter, 'createdFrom' | 'createdBefore'> {
  switch (time.kind) {
    case 'any':
      return {};
    case 'days':
      return { createdFrom: beginOfDays(time.days, now) };
    case 'between': {
      const from = time.from === null ? null : timeOfLocal(time.from);
      const before = time.to === null ? null : timeOfLocal(time.to);
      return {
        ...(from === null ? {} : { createdFrom: from }),
        ...(before === null ? {} : { createdBefore: before }),
      };
    }
  }
}

/** Returns whether a view lists scheduled messages by their sending time. */
export function isSchedule({ tab, states, sort }: Pick<View, 'tab' | 'states' | 'sort'>): boolean {
  const only = tab === 'scheduled' || (states.length === 1 && states[0] === 'scheduled');
  return only && sort === 'newest';
}

/** Returns the parts of a view's filter that do not depend on the current account and time. */
function lastingPart(view: View): MessageFilter {
  const search = view.search.trim();
  /* An empty list of states matches nothing. */
  const states = view.unread.length > 0 ? { states: [] } : { states: [...view.states] };
  return {
    ...(view.tab === 'all' ? {} : { group: view.tab }),
    ...(search === '' ? {} : { search }),
    ...(view.states.length === 0 && view.unread.length === 0 ? {} : states),
    ...(view.channels.length === 0 ? {} : { channels: [...view.channels] }),
    ...(view.senders.length === 0 ? {} : { senders: [...view.senders] }),
    ...(view.countries.length === 0 ? {} : { countries: [...view.countries] }),
    ...(view.tags.length === 0 ? {} : { tags: [...view.tags] }),
    ...(view.costAtLeast === null ? {} : { costAtLeast: view.costAtLeast }),
    ...(view.costAtMost === null ? {} : { costAtMost: view.costAtMost }),
    ...(isSchedule(view) ? { sort: 'goes-out' } : view.sort === 'newest' ? {} : { sort: view.sort }),
  };
}

/**
 * Returns the filter for the engine.
 * @param current the current account; null if there is none
 * @param now UTC epoch ms
 */
export function filterOf(view: View, current: string | null, now: number): MessageFilter {
  const account = view.account === null ? current : view.account === 'all' ? null : view.account;
  return {
    ...(account === null ? {} : { accountId: account }),
    ...lastingPart(view),
    ...timePart(view, now),
  };
}

/** Returns the filter to save. */
export function savedOf(view: View): SavedFilter {
  const account =
    view.account === null
      ? {}
      : view.account === 'all'
        ? { accounts: 'all' as const }
        : { accountId: view.account };
  const time = view.time.kind === 'days' ? { withinDays: view.time.days } : timePart(view, 0);
  return { ...account, ...lastingPart(view), ...time };
}

function timeOfSaved(filter: SavedFilter): Time {
  if (filter.withinDays !== undefined) return { kind: 'days', days: filter.withinDays };
  const { createdFrom, createdBefore } = filter;
  if (createdFrom === undefined && createdBefore === undefined) return { kind: 'any' };
  return {
    kind: 'between',
    from: createdFrom === undefined ? null : localOfTime(createdFrom),
    to: createdBefore === undefined ? null : localOfTime(createdBefore),
  };
}

/**
 * Returns filters in a saved view that the window does not support; only another version or program saves
 * them.
 */
function unreadOf(filter: SavedFilter): string[] {
  const isScheduled = filter.group === 'scheduled' || filter.states?.join() === 'scheduled';
  const times = [filter.createdFrom, filter.createdBefore].filter((at) => at !== undefined);
  return [
    ...(filter.states?.length === 0 ? ['state='] : []),
    ...(filter.channels?.length === 0 ? ['channel='] : []),
    ...(filter.senders?.length === 0 ? ['sender='] : []),
    ...(filter.countries?.length === 0 ? ['country='] : []),
    ...(filter.tags?.length === 0 ? ['tag='] : []),
    ...(filter.batchId === undefined ? [] : [`batch=${filter.batchId}`]),
    ...(filter.recipient === undefined ? [] : [`recipient=${filter.recipient}`]),
    ...(filter.sort === 'goes-out' && !isScheduled ? ['sort=goes-out'] : []),
    ...(times.some((at) => timeOfLocal(localOfTime(at)) === null) ? ['time='] : []),
  ];
}

/**
 * Returns the view of a saved filter; viewOfSaved(savedOf(v)) is v.
 * @param filter null if this version cannot read it
 */
export function viewOfSaved(filter: SavedFilter | null): View {
  if (filter === null) return { ...everything, unread: ['view=unreadable'] };
  return {
    tab: filter.group ?? 'all',
    search: filter.search ?? '',
    states: filter.states ?? [],
    channels: filter.channels ?? [],
    senders: filter.senders ?? [],
    countries: filter.countries ?? [],
    account: filter.accounts === 'all' ? 'all' : (filter.accountId ?? null),
    time: timeOfSaved(filter),
    tags: filter.tags ?? [],
    costAtLeast: filter.costAtLeast ?? null,
    costAtMost: filter.costAtMost ?? null,
    sort: filter.sort === undefined || filter.sort === 'goes-out' ? 'newest' : filter.sort,
    unread: unreadOf(filter),
  };
}
