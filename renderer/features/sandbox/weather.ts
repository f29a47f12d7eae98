/** The sandbox's weather in the panel: what is not fair, how it is described, and what is typed. */
import type { SandboxWeather } from '../../../shared/contract/sandbox.ts';
import { compareDecimals, isDecimal, parseDecimal } from '../../../shared/messaging/money.ts';
import { channels } from '../../../shared/messaging/types.ts';
import { parseDuration } from '../../../shared/plans/duration.ts';
import type { EngineClient } from '../../lib/transport.ts';

export type WeatherChange = Parameters<EngineClient['sandbox']['setWeather']>[0];

/** One condition that is not fair, for the catalogue to describe. */
export type WeatherPart =
  | { readonly kind: 'outage' }
  | { readonly kind: 'slow' | 'delayed'; readonly ms: number }
  | { readonly kind: 'allDropped' }
  | { readonly kind: 'dropped' | 'doubled' | 'disordered'; readonly percent: number }
  | { readonly kind: 'prices'; readonly count: number }
  | { readonly kind: 'credit'; readonly amount: string };

/** Below this balance a send may fail because of missing credit; EUR. */
const lowCredit = '1';
/** The balance of a new sandbox, to which fair weather fills up a nearly empty account. EUR. */
const fairCredit = '100';

type PriceChange = {
  readonly country: string;
  readonly channel: (typeof channels)[number];
  readonly price: string;
};

/** Every price that differs from the list, by country, then channel. */
export function priceChanges(prices: SandboxWeather['prices']): readonly PriceChange[] {
  return Object.entries(prices)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .flatMap(([country, list]) =>
      channels.flatMap((channel) => {
        const price = list[channel];
        return price === undefined ? [] : [{ country, channel, price }];
      }),
    );
}

function isLow(credit: string): boolean {
  const [have, low] = [parseDecimal(credit), parseDecimal(lowCredit)];
  return have.ok && low.ok && compareDecimals(have.value, low.value) < 0;
}

/** Returns the conditions that are not fair, the worst first; empty means fair weather. */
export function foulParts(weather: SandboxWeather): readonly WeatherPart[] {
  const { outage, latencyMs, callbacks, delayMs, credit } = weather;
  const shares = (
    [
      ['dropped', weather.droppedPercent],
      ['doubled', weather.doubledPercent],
      ['disordered', weather.disorderedPercent],
    ] as const
  ).flatMap(([kind, percent]) => (percent > 0 ? [{ kind, percent }] : []));
  const prices = priceChanges(weather.prices).length;
  return [
    ...(outage ? [{ kind: 'outage' } as const] : []),
    ...(latencyMs > 0 ? [{ kind: 'slow', ms: latencyMs } as const] : []),
    ...(callbacks === 'dropped' ? [{ kind: 'allDropped' } as const] : []),
    ...(callbacks === 'delayed' && delayMs > 0 ? [{ kind: 'delayed', ms: delayMs } as const] : []),
    // If all reports are dropped, their shares do not matter.
    ...(callbacks === 'dropped' ? [] : shares),
    ...(prices > 0 ? [{ kind: 'prices', count: prices } as const] : []),
    ...(isLow(credit) ? [{ kind: 'credit', amount: credit } as const] : []),
  ];
}

/** Returns the change to fair weather; a nearly empty account gets the credit of a new sandbox. */
export function fairAgain(weather: SandboxWeather): WeatherChange {
  return {
    outage: false,
    latencyMs: 0,
    callbacks: 'normal',
    droppedPercent: 0,
    doubledPercent: 0,
    disorderedPercent: 0,
    prices: Object.fromEntries(
      Object.entries(weather.prices).map(([country, list]) => [
        country,
        Object.fromEntries(Object.keys(list).map((channel) => [channel, null])),
      ]),
    ),
    ...(isLow(weather.credit) ? { credit: fairCredit } : {}),
  };
}

/** Parses "500 ms", "8 s", "2 min", and "0". @returns ms; null if it is not a time of up to `mostMs` */
export function readDuration(text: string, mostMs: number): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '0' || trimmed === '') return 0;
  const ms = parseDuration(trimmed);
  return ms !== null && ms <= mostMs ? ms : null;
}

/** Parses "35", "35 %", "12,5". @returns null if it is not a percentage from 0 to 100 */
export function readPercent(text: string): number | null {
  const trimmed = text.trim().replace(/%$/u, '').trimEnd().replace(',', '.');
  if (trimmed === '') return 0;
  if (!/^\d{1,3}(?:\.\d{1,4})?$/u.test(trimmed)) return null;
  const share = Number(trimmed);
  return share <= 100 ? share : null;
}

/** Parses "0.05", "0,05", "€ 3". @returns a decimal string from 0; null for anything else */
export function readAmount(text: string): string | null {
  const trimmed = text.replaceAll(/[\s\u00a0€]/gu, '').replace(',', '.');
  return isDecimal(trimmed) && !trimmed.startsWith('-') ? trimmed : null;
}
