/** The most that may be spent in a day and in a month on messages that reach people. */
import { settingsProblem } from '../problems/settings.ts';
import { type KnownPrices, rangeOf } from './cost.ts';
import { fail, ok, type Result } from './problem.ts';
import { addDays, instantOf, isZone, type WallTime, type ZoneClock } from './time-zones.ts';
import type { Channel } from './types.ts';

/** A price that a person entered, because Messente names none. */
export type EnteredPrice = {
  readonly channel: Channel;
  /** ISO 3166-1 alpha-2; null: every country. */
  readonly country: string | null;
  /** Of one message, or of one part of an SMS: EUR, a decimal string. */
  readonly price: string;
};

export type SpendCaps = {
  /** EUR, a decimal string; null: no cap. */
  readonly daily: string | null;
  readonly monthly: string | null;
  /** In which days and months begin, an IANA name; null: this computer's. */
  readonly zone: string | null;
  readonly prices: readonly EnteredPrice[];
};

/** The maximum number of entered prices. */
const mostPrices = 500;

/** Returns whether anything is limited. */
export const isCapped = ({ daily, monthly }: SpendCaps): boolean => daily !== null || monthly !== null;

/**
 * Returns the caps as stored.
 * @returns problems `cap-zone-unknown`, `price-twice`, `too-many-prices`; `field` is, for example, `spendCaps.prices[2].price`
 */
export function checkSpendCaps(caps: SpendCaps): Result<SpendCaps> {
  if (caps.zone !== null && !isZone(caps.zone))
    return fail(settingsProblem('cap-zone-unknown', { zone: caps.zone }, 'spendCaps.zone'));
  if (caps.prices.length > mostPrices)
    return fail(settingsProblem('too-many-prices', { mostPrices }, 'spendCaps.prices'));
  for (const [index, { channel, country }] of caps.prices.entries()) {
    const first = caps.prices.findIndex((other) => other.channel === channel && other.country === country);
    if (first !== index)
      return fail(settingsProblem('price-twice', { channel }, `spendCaps.prices[${index}].price`));
  }
  return ok(caps);
}

/**
 * Returns the known prices of a country together with the entered ones. The highest counts: an entered price that is too
 * low must not spend more than the cap.
 */
export function withEnteredPrices(
  known: KnownPrices | null,
  entered: readonly EnteredPrice[],
  country: string | null,
): KnownPrices {
  const { networks, charged } = known ?? { networks: [], charged: [] };
  const own = entered.filter((one) => one.country === country || one.country === null);
  const channels = new Set([...charged, ...own].map(({ channel }) => channel));
  return {
    networks: [...networks, ...own.filter(({ channel }) => channel === 'sms')],
    charged: [...channels].flatMap((channel) => {
      const range = rangeOf([
        ...charged.filter((one) => one.channel === channel).flatMap(({ low, high }) => [low, high]),
        ...own.filter((one) => one.channel === channel).map(({ price }) => price),
      ]);
      return range === null ? [] : [{ channel, ...range }];
    }),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');
const midnight = ({ year, month, day }: WallTime): WallTime => ({ year, month, day, hour: 0, minute: 0 });

/** Returns the day at an instant, such as "2026-12-31"; its first seven characters are the month. */
export function dayAt(clock: ZoneClock, at: number): string {
  const { year, month, day } = clock.wallAt(at);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** Returns when the day of an instant ends, epoch ms. */
export function dayEndsAt(clock: ZoneClock, at: number): number {
  return instantOf(clock.instantsOf(addDays(midnight(clock.wallAt(at)), 1)));
}

/** Returns when the month of an instant ends, epoch ms. */
export function monthEndsAt(clock: ZoneClock, at: number): number {
  const { year, month } = clock.wallAt(at);
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return instantOf(clock.instantsOf({ ...next, day: 1, hour: 0, minute: 0 }));
}
