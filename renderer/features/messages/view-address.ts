/**
 * Converts a view to the query of the address's hash and back: `tab=open&state=failed,unknown&days=7`.
 * Unreadable parts stay in the view as `unread`.
 */
import { channels, messageStates } from '../../../shared/messaging/types.ts';
import { tabs } from './row-order.ts';
import { everything, sorts, type Time, timeOfLocal, type View } from './view.ts';

const amount = /^\d{1,12}(\.\d{1,9})?$/;

/**
 * Returns the query without a question mark; '' for the view of everything. parseView(formatView(v)) is v.
 */
export function formatView(view: View): string {
  const query = new URLSearchParams();
  if (view.tab !== 'all') query.set('tab', view.tab);
  if (view.search !== '') query.set('search', view.search);
  for (const state of view.states) query.append('state', state);
  for (const channel of view.channels) query.append('channel', channel);
  for (const sender of view.senders) query.append('sender', sender);
  for (const country of view.countries) query.append('country', country);
  if (view.account !== null) query.set('account', view.account);
  if (view.time.kind === 'days') query.set('days', String(view.time.days));
  if (view.time.kind === 'between') {
    if (view.time.from !== null) query.set('from', view.time.from);
    if (view.time.to !== null) query.set('to', view.time.to);
  }
  for (const tag of view.tags) query.append('tag', tag);
  if (view.costAtLeast !== null) query.set('least', view.costAtLeast);
  if (view.costAtMost !== null) query.set('most', view.costAtMost);
  if (view.sort !== 'newest') query.set('sort', view.sort);
  for (const part of view.unread) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    query.append(name, value);
  }
  return query.toString();
}

/** Reads a query part by part, and keeps the parts that were not understood. */
function readerOf(query: URLSearchParams) {
  const unread: string[] = [];
  const taken = new Set<string>();
  function all(name: string, isKnown: (value: string) => boolean): readonly string[] {
    taken.add(name);
    const values = [...new Set(query.getAll(name))];
    unread.push(...values.filter((value) => !isKnown(value)).map((value) => `${name}=${value}`));
    return values.filter(isKnown);
  }
  function someOf<T extends string>(name: string, known: readonly T[]): readonly T[] {
    const wanted = new Set(all(name, (value) => known.some((each) => each === value)));
    return known.filter((each) => wanted.has(each));
  }
  /** A second value is not allowed. */
  function first<T extends string>(name: string, [value, ...more]: readonly T[]): T | null {
    unread.push(...more.map((each) => `${name}=${each}`));
    return value ?? null;
  }
  return {
    all,
    someOf,
    one: (name: string, isKnown: (value: string) => boolean) => first(name, all(name, isKnown)),
    oneOf: <T extends string>(name: string, known: readonly T[]) => first(name, someOf(name, known)),
    rest(): readonly string[] {
      const unknown = [...query].filter(([name]) => !taken.has(name));
      return [...new Set([...unread, ...unknown.map(([name, value]) => `${name}=${value}`)])];
    },
  };
}

function timeIn(read: ReturnType<typeof readerOf>): Time {
  const days = read.one('days', (text) => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 36_500);
  /* Both at once are contradictory. */
  const isLocal = (text: string) => days === null && timeOfLocal(text) !== null;
  const from = read.one('from', isLocal);
  const to = read.one('to', isLocal);
  if (days !== null) return { kind: 'days', days: Number(days) };
  return from === null && to === null ? { kind: 'any' } : { kind: 'between', from, to };
}

/** Reads a query. A part that is not understood is kept as `unread`, and the view lists nothing. */
export function parseView(text: string): View {
  const read = readerOf(new URLSearchParams(text));
  const isText = (value: string) => value !== '';
  const view = {
    tab: read.oneOf('tab', tabs) ?? 'all',
    search: read.one('search', () => true) ?? '',
    states: read.someOf('state', messageStates),
    channels: read.someOf('channel', channels),
    senders: read.all('sender', isText),
    countries: read.all('country', (code) => /^[A-Z]{2}$/.test(code)),
    account: read.one('account', isText),
    time: timeIn(read),
    tags: read.all('tag', isText),
    costAtLeast: read.one('least', (value) => amount.test(value)),
    costAtMost: read.one('most', (value) => amount.test(value)),
    sort: read.oneOf('sort', sorts) ?? everything.sort,
  };
  return { ...view, unread: read.rest() };
}

/** Returns whether two views are equal, regardless of the order of selection. */
export function sameView(one: View, other: View): boolean {
  return formatView(parseView(formatView(one))) === formatView(parseView(formatView(other)));
}
