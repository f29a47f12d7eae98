/** A view as the query of the address's hash: `tab=open&state=failed,unknown&days=7`. Anything odd is left out. */
import { channels, messageStates } from '../../shared/messaging/types.ts';
import { tabs } from './row-order.ts';
import { everything, sorts, type Time, timeOfLocal, type View } from './view.ts';

const amount = /^\d{1,12}(\.\d{1,9})?$/;

/** @returns the query, without a question mark; '' for the view of everything. parseView(formatView(v)) is v. */
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
  return query.toString();
}

function timeIn(query: URLSearchParams): Time {
  const days = Number(query.get('days'));
  if (Number.isInteger(days) && days >= 1 && days <= 36_500) return { kind: 'days', days };
  const local = (name: string) => {
    const value = query.get(name);
    return value !== null && timeOfLocal(value) !== null ? value : null;
  };
  const from = local('from');
  const to = local('to');
  return from === null && to === null ? { kind: 'any' } : { kind: 'between', from, to };
}

/** Reads a query; what is not understood in it is not narrowed by. */
export function parseView(text: string): View {
  const query = new URLSearchParams(text);
  const some = <T extends string>(name: string, known: readonly T[]) => {
    const wanted = new Set(query.getAll(name));
    return known.filter((each) => wanted.has(each));
  };
  const texts = (name: string) => [...new Set(query.getAll(name).filter((each) => each !== ''))];
  const money = (name: string) => {
    const value = query.get(name) ?? '';
    return amount.test(value) ? value : null;
  };
  return {
    tab: tabs.find((tab) => tab === query.get('tab')) ?? 'all',
    search: query.get('search') ?? '',
    states: some('state', messageStates),
    channels: some('channel', channels),
    senders: texts('sender'),
    countries: texts('country').filter((code) => /^[A-Z]{2}$/.test(code)),
    account: query.get('account') || null,
    time: timeIn(query),
    tags: texts('tag'),
    costAtLeast: money('least'),
    costAtMost: money('most'),
    sort: sorts.find((sort) => sort === query.get('sort')) ?? everything.sort,
  };
}

/** Whether two views are the same, in whatever order something was chosen. */
export function sameView(one: View, other: View): boolean {
  return formatView(parseView(formatView(one))) === formatView(parseView(formatView(other)));
}
