/**
 * The time zones of a country, and which of them is assumed for a phone number: a number reveals only its
 * country.
 */
import type { ClockShelf, ZoneClock } from './time-zones.ts';

/** The part of Intl.Locale that ES2024's types lack: a method in newer runtimes, a getter in older ones. */
type LocaleZones = { getTimeZones?: () => readonly string[] | undefined; timeZones?: readonly string[] };

/**
 * Returns the IANA zones of a country (ISO 3166-1 alpha-2) from the runtime's CLDR data; empty if it knows
 * none.
 */
export function zonesOfCountry(country: string): readonly string[] {
  if (!/^[A-Za-z]{2}$/.test(country)) return [];
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & LocaleZones;
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  return zones.length > 0 ? zones : (otherZones[country.toUpperCase()] ?? []);
}

/** Places without their own zone in CLDR: Kosovo (+383), Ascension (+247) and Tristan da Cunha (+290 8). */
const otherZones: Readonly<Record<string, readonly string[]>> = {
  AC: ['Atlantic/St_Helena'],
  TA: ['Atlantic/St_Helena'],
  XK: ['Europe/Belgrade'],
};

/**
 * Countries in which nearly everybody lives in one zone, and the others are remote islands or disputed:
 * CLDR's "primary zones" (metaZones.xml), and those of Portugal and Greenland, which CLDR leaves to the
 * locale.
 */
const primaryZones: Readonly<Record<string, readonly string[]>> = {
  CL: ['America/Santiago'],
  CN: ['Asia/Shanghai'],
  CY: ['Asia/Nicosia'],
  DE: ['Europe/Berlin'],
  EC: ['America/Guayaquil'],
  ES: ['Europe/Madrid'],
  // Runtimes list this zone under different names.
  GL: ['America/Nuuk', 'America/Godthab'],
  MH: ['Pacific/Majuro'],
  MY: ['Asia/Kuala_Lumpur'],
  NZ: ['Pacific/Auckland'],
  PF: ['Pacific/Tahiti'],
  PT: ['Europe/Lisbon'],
  UA: ['Europe/Kyiv', 'Europe/Kiev'],
  UZ: ['Asia/Tashkent'],
};

export type CountryClock = {
  /** The zone to use. If it is ambiguous, the first of several: see `all`. */
  readonly clock: ZoneClock;
  /** One clock for each group of zones whose clocks agree now and for the coming year. */
  readonly all: readonly ZoneClock[];
  /** The number may be in a zone whose local time differs from this one. */
  readonly uncertain: boolean;
  /** The user chose the zone, or nearly everybody in the country lives in it. */
  readonly settled: boolean;
};

const monthMs = 30 * 86_400_000;

/** Returns one zone of each group whose clocks agree from `at` on; the first by name represents its group. */
function differing(zones: readonly string[], clockOf: ClockShelf, at: number): readonly ZoneClock[] {
  const byOffsets = new Map<string, ZoneClock>();
  for (const zone of zones) {
    const clock = clockOf(zone);
    const offsets = Array.from({ length: 13 }, (_, month) => clock.offsetAt(at + month * monthMs));
    const key = offsets.join();
    if (!byOffsets.has(key)) byOffsets.set(key, clock);
  }
  return [...byOffsets.values()];
}

/**
 * Returns the clock of a place that may be in any of these zones.
 * @param at UTC epoch ms
 * @returns null if there are no zones
 */
export function clockOfZones(zones: readonly string[], clockOf: ClockShelf, at: number): CountryClock | null {
  const all = differing(zones, clockOf, at);
  const [first] = all;
  return first === undefined
    ? null
    : { clock: first, all, uncertain: all.length > 1, settled: all.length === 1 };
}

/**
 * Returns the clock for numbers of a country.
 * @param country ISO 3166-1 alpha-2; null for numbers that belong to no country
 * @param chosen the zone that the user chose for the country, if any
 * @param at UTC epoch ms; zones count as different if their clocks differ in the following year
 * @returns null if no zone is known
 */
export function countryClock(
  country: string | null,
  chosen: string | undefined,
  clockOf: ClockShelf,
  at: number,
): CountryClock | null {
  if (country === null) return null;
  const zones = zonesOfCountry(country);
  const open = clockOfZones(zones, clockOf, at);
  if (open === null) return null;
  const primary = primaryZones[country.toUpperCase()] ?? [];
  const named = [chosen, ...primary].find((zone) => zone !== undefined && zones.includes(zone));
  return named === undefined ? open : { ...open, clock: clockOf(named), settled: true };
}
