/** Describes a filter's value as text. */
import type { AccountView } from '../../../../shared/contract/accounts.ts';
import type { Language } from '../../../lib/language.tsx';
import { accountName } from '../account-name.ts';
import { type Field, type FieldValues, type Time, timeOfLocal } from '../view-fields.ts';
import { type Edge, edgeOfLocal } from './time-edges.ts';

const mostNamed = 2;

function listed(values: readonly string[], { words }: Language): string {
  const [first = '', ...rest] = values;
  if (values.length <= mostNamed) return values.join(', ');
  return words.messages.filters.and(first, rest.length);
}

/** Describes a period: "Last 7 days", "from 24 Nov, 09:30". */
function timeWords(time: Time, now: number, { words, format }: Language): string {
  const texts = words.messages.filters;
  if (time.kind === 'any') return texts.anyTime;
  if (time.kind === 'days') return texts.lastDays(time.days);
  const shown = (edge: Edge) => {
    const at = timeOfLocal(`${edge.day}T${edge.time === '' ? '00:00' : edge.time}`);
    if (at === null) return null;
    return edge.time === '' ? format.date(at, now) : format.moment(at, now);
  };
  const begin = edgeOfLocal(time.from, false);
  const end = edgeOfLocal(time.to, true);
  const from = shown(begin);
  const to = shown(end);
  const day = timeOfLocal(`${begin.day}T00:00`);
  const isOneDay = begin.day === end.day && begin.time === '' && end.time === '';
  if (isOneDay && day !== null) return format.day(day, now);
  if (from !== null && to !== null) return texts.between(from, to);
  if (from !== null) return texts.since(from);
  if (to === null) return texts.anyTime;
  return end.time === '' ? texts.through(to) : texts.until(to);
}

function costWords(cost: FieldValues['cost'], { words, format }: Language): string {
  const texts = words.messages.filters;
  const least = cost.least === null ? null : format.money(cost.least);
  const most = cost.most === null ? null : format.money(cost.most);
  if (least !== null && most !== null) return texts.between(least, most);
  return least !== null ? texts.costFrom(least) : texts.costTo(most ?? '');
}

/** Describes a field's value; '' if it is not set. */
export function fieldWords(
  field: Field,
  view: FieldValues,
  accounts: readonly AccountView[],
  now: number,
  language: Language,
): string {
  const { words, format } = language;
  switch (field) {
    case 'states':
      return listed(
        view.states.map((state) => words.messages.filters.states[state]),
        language,
      );
    case 'channels':
      return listed(
        view.channels.map((channel) => words.channels[channel]),
        language,
      );
    case 'senders':
      return listed(view.senders, language);
    case 'countries':
      return listed(view.countries.map(format.country), language);
    case 'account':
      return accountName(view.account, accounts, words);
    case 'time':
      return timeWords(view.time, now, language);
    case 'tags':
      return listed(view.tags, language);
    case 'cost':
      return costWords(view.cost, language);
  }
}
