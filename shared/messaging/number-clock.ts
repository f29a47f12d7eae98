/** Determines the local time for a phone number, even if its country is not known. */
import { type CountryClock, clockOfZones, countryClock, zonesOfCountry } from './country-zones.ts';
import { countriesOfCode, splitPhone } from './phone.ts';
import type { ClockShelf } from './time-zones.ts';

export type NumberPlace = {
  readonly e164: string;
  /** ISO 3166-1 alpha-2; null if not known or there is none. */
  readonly country: string | null;
};

/** Returns what a number's local time depends on: its country, or else its country code. */
export function placeKey({ e164, country }: NumberPlace): string {
  return country ?? `+${splitPhone(e164).code}`;
}

/**
 * Returns the clock for a number.
 *
 * - A known country: its zone, as `countryClock` returns.
 * - A country code that several countries share (+1624, a new area code): all zones of all of them; quiet
 * hours apply
 * while they apply in any of the zones. A zone that the user chose for one of the countries does not count.
 * - A code that belongs to no country (+800 freephone, +870, +881, +882 satellite and networks, +979): the
 * person may be
 * anywhere, and it is always night somewhere. Then the sender's own clock is used and marked as uncertain.
 * @param chosen zones that the user chose, by country
 * @param at UTC epoch ms; zones count as different if their clocks differ in the following year
 * @param ownZone the sender's zone
 */
export function numberClock(
  number: NumberPlace,
  chosen: Readonly<Record<string, string>>,
  clockOf: ClockShelf,
  at: number,
  ownZone: string,
): CountryClock {
  const { country } = number;
  const known = countryClock(country, country === null ? undefined : chosen[country], clockOf, at);
  if (known !== null) return known;
  const zones = countriesOfCode(splitPhone(number.e164).code).flatMap(zonesOfCountry);
  const shared = clockOfZones([...new Set(zones)], clockOf, at);
  if (shared !== null) return shared;
  const own = clockOf(ownZone);
  return { clock: own, all: [own], uncertain: true, settled: true };
}
