/**
 * The filters of a view, in display order, each as one object: its place in the address and in a saved view. The chips,
 * the editors, the address and the saved filter derive from this list; see "Add a field to a saved view" in
 * CONTRIBUTING.md.
 */
import type { SavedFilter } from '../../../shared/contract/messages.ts';
import { channels, messageStates } from '../../../shared/messaging/types.ts';
import type { QueryReader } from './query-reader.ts';

type ViewField<Value> = {
  /** The value of a view that does not have this filter. */
  readonly none: Value;
  readonly isOn: (value: Value) => boolean;
  /** Returns its parameters in the address. */
  readonly write: (value: Value) => readonly (readonly [name: string, value: string])[];
  /** Reads them again. */
  readonly read: (query: QueryReader) => Value;
  /** Returns its part of a saved filter. */
  readonly save: (value: Value) => SavedFilter;
  /** Reads its part again. */
  readonly open: (filter: SavedFilter) => Value;
  /** Returns the parts of a saved filter that it cannot show, as in the address. */
  readonly unread?: (filter: SavedFilter) => readonly string[];
};

/** A filter with several values, of which a message must match one (all tags). */
function several<T extends string>(
  read: (query: QueryReader, name: string) => readonly T[],
  name: string,
  save: (values: T[]) => SavedFilter,
  open: (filter: SavedFilter) => readonly T[] | undefined,
): ViewField<readonly T[]> {
  return {
    none: [],
    isOn: (values) => values.length > 0,
    write: (values) => values.map((value) => [name, value]),
    read: (query) => read(query, name),
    save: (values) => (values.length === 0 ? {} : save([...values])),
    open: (filter) => open(filter) ?? [],
    unread: (filter) => (open(filter)?.length === 0 ? [`${name}=`] : []),
  };
}

const isText = (value: string) => value !== '';
const texts = (query: QueryReader, name: string) => query.all(name, isText);

/** null: the current account; `all`: every account. */
const account: ViewField<string | null> = {
  none: null,
  isOn: (value) => value !== null,
  write: (value) => (value === null ? [] : [['account', value]]),
  read: (query) => query.one('account', isText),
  save: (value) => (value === null ? {} : value === 'all' ? { accounts: 'all' } : { accountId: value }),
  open: (filter) => (filter.accounts === 'all' ? 'all' : (filter.accountId ?? null)),
};

export type Time =
  | { readonly kind: 'any' }
  /** The number of local days up to today; 1 means today. */
  | { readonly kind: 'days'; readonly days: number }
  /** Local times such as 2026-11-24T09:30; null means no limit. `to` is not included. */
  | { readonly kind: 'between'; readonly from: string | null; readonly to: string | null };

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

const time: ViewField<Time> = {
  none: { kind: 'any' },
  isOn: ({ kind }) => kind !== 'any',
  write(value) {
    if (value.kind === 'days') return [['days', String(value.days)]];
    if (value.kind === 'any') return [];
    const { from, to } = value;
    return [
      ...(from === null ? [] : [['from', from] as const]),
      ...(to === null ? [] : [['to', to] as const]),
    ];
  },
  read(query) {
    const days = query.one('days', (text) => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 36_500);
    /* Both at once are contradictory. */
    const isLocal = (text: string) => days === null && timeOfLocal(text) !== null;
    const from = query.one('from', isLocal);
    const to = query.one('to', isLocal);
    if (days !== null) return { kind: 'days', days: Number(days) };
    return from === null && to === null ? { kind: 'any' } : { kind: 'between', from, to };
  },
  save(value) {
    if (value.kind === 'days') return { withinDays: value.days };
    if (value.kind === 'any') return {};
    const from = value.from === null ? null : timeOfLocal(value.from);
    const before = value.to === null ? null : timeOfLocal(value.to);
    return {
      ...(from === null ? {} : { createdFrom: from }),
      ...(before === null ? {} : { createdBefore: before }),
    };
  },
  open({ withinDays, createdFrom, createdBefore }) {
    if (withinDays !== undefined) return { kind: 'days', days: withinDays };
    if (createdFrom === undefined && createdBefore === undefined) return { kind: 'any' };
    return {
      kind: 'between',
      from: createdFrom === undefined ? null : localOfTime(createdFrom),
      to: createdBefore === undefined ? null : localOfTime(createdBefore),
    };
  },
  unread({ createdFrom, createdBefore }) {
    const times = [createdFrom, createdBefore].filter((at) => at !== undefined);
    return times.some((at) => timeOfLocal(localOfTime(at)) === null) ? ['time='] : [];
  },
};

const isAmount = (value: string) => /^\d{1,12}(\.\d{1,9})?$/.test(value);

/** EUR, decimal strings; null means no limit. */
type Cost = { readonly least: string | null; readonly most: string | null };

const cost: ViewField<Cost> = {
  none: { least: null, most: null },
  isOn: ({ least, most }) => least !== null || most !== null,
  write: ({ least, most }) => [
    ...(least === null ? [] : [['least', least] as const]),
    ...(most === null ? [] : [['most', most] as const]),
  ],
  read: (query) => ({ least: query.one('least', isAmount), most: query.one('most', isAmount) }),
  save: ({ least, most }) => ({
    ...(least === null ? {} : { costAtLeast: least }),
    ...(most === null ? {} : { costAtMost: most }),
  }),
  open: ({ costAtLeast = null, costAtMost = null }) => ({ least: costAtLeast, most: costAtMost }),
};

const declared = {
  states: several(
    (query, name) => query.someOf(name, messageStates),
    'state',
    (states) => ({ states }),
    ({ states }) => states,
  ),
  channels: several(
    (query, name) => query.someOf(name, channels),
    'channel',
    (values) => ({ channels: values }),
    (filter) => filter.channels,
  ),
  senders: several(
    texts,
    'sender',
    (senders) => ({ senders }),
    ({ senders }) => senders,
  ),
  countries: several(
    (query, name) => query.all(name, (code) => /^[A-Z]{2}$/.test(code)),
    'country',
    (countries) => ({ countries }),
    ({ countries }) => countries,
  ),
  account,
  time,
  tags: several(
    texts,
    'tag',
    (tags) => ({ tags }),
    ({ tags }) => tags,
  ),
  cost,
};

export type Field = keyof typeof declared;

/** The value of each filter. */
export type FieldValues = { readonly [F in Field]: (typeof declared)[F]['none'] };

export const viewFields: { readonly [F in Field]: ViewField<FieldValues[F]> } = declared;

/** The available filters, in display order. */
export const fields = Object.keys(declared).filter((name): name is Field => Object.hasOwn(declared, name));

function isWhole(values: Partial<FieldValues>): values is FieldValues {
  return fields.every((field) => values[field] !== undefined);
}

/** Collects a value for each filter. */
export function valuesOf(valueFor: <F extends Field>(field: F) => FieldValues[F]): FieldValues {
  let values: Partial<FieldValues> = {};
  for (const field of fields) values = { ...values, [field]: valueFor(field) };
  if (!isWhole(values)) throw new TypeError('A filter of the list has no value.');
  return values;
}

/** Returns whether a view has this filter. */
export function isOn<F extends Field>(view: FieldValues, field: F): boolean {
  return viewFields[field].isOn(view[field]);
}

/** Returns a filter's parameters in the address. */
export function writtenField<F extends Field>(view: FieldValues, field: F) {
  return viewFields[field].write(view[field]);
}

/** Returns a filter's part of a saved filter. */
export function savedField<F extends Field>(view: FieldValues, field: F): SavedFilter {
  return viewFields[field].save(view[field]);
}
