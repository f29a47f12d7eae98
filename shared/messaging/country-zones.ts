/** The zones of a country, and which of them a phone number is taken to be in: a number tells its country, no more. */
import type { ClockShelf, ZoneClock } from './time-zones.ts';

/** The part of Intl.Locale that ES2024's types lack: a method in newer runtimes, a getter in older ones. */
type LocaleZones = { getTimeZones?: () => readonly string[] | undefined; timeZones?: readonly string[] };

/** IANA zones of a country (ISO 3166-1 alpha-2), as the runtime's CLDR has them; none where it knows none. */
export function zonesOfCountry(country: string): readonly string[] {
  if (!/^[A-Za-z]{2}$/.test(country)) return [];
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & LocaleZones;
  const told = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  return told.length > 0 ? told : (otherZones[country.toUpperCase()] ?? []);
}

/** What CLDR has no zone of its own for: Kosovo (+383), Ascension (+247) and Tristan da Cunha (+290 8). */
const otherZones: Readonly<Record<string, readonly string[]>> = {
  AC: ['Atlantic/St_Helena'],
  TA: ['Atlantic/St_Helena'],
  XK: ['Europe/Belgrade'],
};

/**
 * Where nearly everybody lives in one of the country's zones, and the others are far islands or disputed: CLDR's
 * "primary zones" (metaZones.xml), and Portugal's and Greenland's, which it leaves to the locale.
 */
const primaryZones: Readonly<Record<string, readonly string[]>> = {
  CL: ['America/Santiago'],
  CN: ['Asia/Shanghai'],
  CY: ['Asia/Nicosia'],
  DE: ['Europe/Berlin'],
  EC: ['America/Guayaquil'],
  ES: ['Europe/Madrid'],
  // Runtimes differ in which of a zone's names they list.
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
  /** The zone to go by. Where none is clearly it, the first of several: see `all`. */
  readonly clock: ZoneClock;
  /** One clock for each set of zones whose clocks agree now and for a year to come. */
  readonly all: readonly ZoneClock[];
  /** The number may be in a zone whose clocks differ from this one's. */
  readonly uncertain: boolean;
  /** A person chose the zone, or the country has one in which nearly everybody lives. */
  readonly settled: boolean;
};

const monthMs = 30 * 86_400_000;

/** Zones whose clocks go alike from `at` on, one of each; the first by name stands for them. */
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
 * @returns null where there is none
 */
export function clockOfZones(zones: readonly string[], clockOf: ClockShelf, at: number): CountryClock | null {
  const all = differing(zones, clockOf, at);
  const [first] = all;
  return first === undefined
    ? null
    : { clock: first, all, uncertain: all.length > 1, settled: all.length === 1 };
}

/**
 * The clock to go by for numbers of a country.
 * @param country ISO 3166-1 alpha-2; null for numbers that belong to none
 * @param chosen the zone that a person chose for the country, if any
 * @param at UTC epoch ms: zones are told apart by how their clocks go in the year after it
 * @returns null where no zone is known, so that nothing can be said
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
