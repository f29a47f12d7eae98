/** What the page of arrivals shows: which messages, newest first, and what is written in them. */

import type { SandboxAccounts } from './accounts.ts';
import type { SandboxInbound, SandboxMessage } from './records.ts';

/** So many are shown at once. */
export const mostArrivals = 200;

export type Arrivals = {
  /** Newest first. */
  readonly messages: readonly SandboxMessage[];
  /** How many messages there are that fit the search, wherever the page begins. */
  readonly found: number;
  /** The last one that is shown, where there are older ones. */
  readonly older: string | null;
  /** What people wrote, newest first. */
  readonly inbound: readonly SandboxInbound[];
};

/** Every text that is somewhere in a value. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) yield* textsOf(member);
  }
}

/** @returns whether a number and the texts beside it fit a search: a part of the number, in groups or not, or of a text */
export function fitsSearch(search: string): (to: string, texts: () => Iterable<string>) => boolean {
  const words = search.trim().toLowerCase();
  // A number may be written in groups; an unescaped "+" in a query is a space.
  const digits = /^[+\d\s()-]+$/.test(words) ? words.replaceAll(/\D/g, '') : '';
  return (to, texts) => {
    if (words === '' || (digits !== '' && to.includes(digits))) return true;
    for (const text of texts()) if (text.toLowerCase().includes(words)) return true;
    return false;
  };
}

/**
 * @param options.search a part of a number or of a text; '' for all
 * @param options.before an omnimessage's id: only what came before it; null, or one that isn't there: from the newest on
 */
export function arrivalsOf(
  accounts: SandboxAccounts,
  options: { readonly search: string; readonly before: string | null },
): Arrivals {
  const fits = fitsSearch(options.search);
  const states = accounts.all().map(({ state }) => state);
  const byTime = <T>(list: T[], at: (one: T) => number): T[] =>
    states.length > 1 ? list.sort((a, b) => at(a) - at(b)) : list;
  const all = byTime(
    states.flatMap(({ messages }) => [...messages.values()]),
    ({ acceptedAt }) => acceptedAt,
  )
    .filter(({ id, to, body }) => fits(to, () => textsOf([id, body])))
    .reverse();
  const cut = all.findIndex(({ id }) => id === options.before) + 1;
  const messages = all.slice(cut, cut + mostArrivals);
  const inbound = byTime(
    states.flatMap(({ inbound: some }) => [...some.values()]),
    ({ at }) => at,
  )
    .filter(({ body }) => fits('', () => textsOf(JSON.parse(body))))
    .reverse()
    .slice(0, mostArrivals);
  return {
    messages,
    found: all.length,
    older: cut + mostArrivals < all.length ? (messages.at(-1)?.id ?? null) : null,
    inbound,
  };
}
