/**
 * The user's filter and order of the list: "the last 7 days" stays relative. It is converted to the filter
 * for the engine, and to the saved filter.
 */
import type { MessageFilter, SavedFilter } from '../../../shared/contract/messages.ts';
import { startOfDay } from '../../lib/format.ts';
import type { Tab } from './row-order.ts';
import {
  type Field,
  type FieldValues,
  fields,
  isOn,
  savedField,
  valuesOf,
  viewFields,
} from './view-fields.ts';

/**
 * The orders that a user can choose. A list of only scheduled messages is sorted by sending time instead of
 * newest first.
 */
export type Sort = Exclude<NonNullable<MessageFilter['sort']>, 'goes-out'>;
/* The contract's own list would pull zod into the first script. */
export const sorts = ['newest', 'oldest', 'cost-high', 'cost-low'] as const satisfies readonly Sort[];

export type View = FieldValues & {
  readonly tab: Tab;
  readonly search: string;
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
  ...valuesOf((field) => viewFields[field].none),
  sort: 'newest',
  unread: [],
};

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
  return { [field]: everything[field] };
}

/** Returns the change that removes all filters except the order and the tab. */
export const withoutFilters: Partial<View> = Object.assign(
  { search: '', unread: [] },
  ...fields.map(withoutField),
);

/** Returns the local midnight at which the last days begin. */
function beginOfDays(days: number, now: number): number {
  const date = new Date(startOfDay(now));
  date.setDate(date.getDate() - (days - 1));
  return date.getTime();
}

/** Returns whether a view lists scheduled messages by their sending time. */
export function isSchedule({ tab, states, sort }: Pick<View, 'tab' | 'states' | 'sort'>): boolean {
  const only = tab === 'scheduled' || (states.length === 1 && states[0] === 'scheduled');
  return only && sort === 'newest';
}

/**
 * Returns the filter for the engine.
 * @param current the current account; null if there is none
 * @param now UTC epoch ms
 */
export function filterOf(view: View, current: string | null, now: number): MessageFilter {
  const { accounts, withinDays, accountId = current, ...filter } = savedOf(view);
  return {
    ...(accounts === 'all' || accountId === null ? {} : { accountId }),
    ...filter,
    ...(withinDays === undefined ? {} : { createdFrom: beginOfDays(withinDays, now) }),
  };
}

/** Returns the filter to save. */
export function savedOf(view: View): SavedFilter {
  const search = view.search.trim();
  let filter: SavedFilter = {
    ...(view.tab === 'all' ? {} : { group: view.tab }),
    ...(search === '' ? {} : { search }),
    ...(isSchedule(view) ? { sort: 'goes-out' } : view.sort === 'newest' ? {} : { sort: view.sort }),
  };
  for (const field of fields) filter = { ...filter, ...savedField(view, field) };
  /* An empty list of states matches nothing. */
  return view.unread.length > 0 ? { ...filter, states: [] } : filter;
}

/**
 * Returns filters in a saved view that the window does not support; only another version or program saves
 * them.
 */
function unreadOf(filter: SavedFilter): string[] {
  const isScheduled = filter.group === 'scheduled' || filter.states?.join() === 'scheduled';
  return [
    ...fields.flatMap((field) => viewFields[field].unread?.(filter) ?? []),
    ...(filter.batchId === undefined ? [] : [`batch=${filter.batchId}`]),
    ...(filter.recipient === undefined ? [] : [`recipient=${filter.recipient}`]),
    ...(filter.sort === 'goes-out' && !isScheduled ? ['sort=goes-out'] : []),
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
    ...valuesOf((field) => viewFields[field].open(filter)),
    sort: filter.sort === undefined || filter.sort === 'goes-out' ? 'newest' : filter.sort,
    unread: unreadOf(filter),
  };
}
