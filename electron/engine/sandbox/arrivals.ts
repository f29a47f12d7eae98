/** Selects the messages that the HTML page shows, newest first, and extracts their texts. */

import type { SandboxAccounts } from './accounts.ts';
import type { SandboxInbound, SandboxMessage } from './records.ts';

/** The number of messages that one page shows. */
export const mostArrivals = 200;

export type Arrivals = {
  /** Newest first. */
  readonly messages: readonly SandboxMessage[];
  /** How many messages match the search, on all pages together. */
  readonly found: number;
  /** The id of the last message on this page if there are older ones; otherwise null. */
  readonly older: string | null;
  /** Inbound messages that simulated people wrote, newest first. */
  readonly inbound: readonly SandboxInbound[];
};

/** Yields every string in a nested value. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) yield* textsOf(member);
  }
}

/**
 * Returns a function that tests whether a message matches a search. A search matches part of the number (with
 * or without spaces) or part of a text.
 */
export function fitsSearch(search: string): (to: string, texts: () => Iterable<string>) => boolean {
  const words = search.trim().toLowerCase();
  // A number may be written in groups. An unescaped "+" in a query arrives as a space.
  const digits = /^[+\d\s()-]+$/.test(words) ? words.replaceAll(/\D/g, '') : '';
  return (to, texts) => {
    if (words === '' || (digits !== '' && to.includes(digits))) return true;
    for (const text of texts()) if (text.toLowerCase().includes(words)) return true;
    return false;
  };
}

/**
 * Returns one page of received messages.
 *
 * @param options.search part of a number or of a text; '' matches all messages
 * @param options.before the id of an omnimessage: only older messages are returned. If it is null or unknown,
 * the page starts with the newest message.
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
