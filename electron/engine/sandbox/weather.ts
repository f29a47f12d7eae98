/** Changes to the sandbox's weather: the conditions that a user can change while the sandbox runs. */
import { z } from 'zod';
import { isDecimal } from '../../../shared/messaging/money.ts';
import { channels } from '../../../shared/messaging/types.ts';
import type { PriceChanges, Weather } from '../../../shared/sandbox/scenario.ts';
import { countryByCode } from './price-list.ts';

export type { Weather };

export const fairWeather: Weather = {
  outage: false,
  latencyMs: 0,
  callbacks: 'normal',
  delayMs: 10_000,
  droppedPercent: 0,
  doubledPercent: 0,
  disorderedPercent: 0,
  prices: {},
};

export const euros = z
  .string()
  .refine((text) => isDecimal(text) && !text.startsWith('-'), 'Not a price, such as "0.045"')
  .meta({ description: 'EUR, an exact decimal.', pattern: '^\\d{1,30}(\\.\\d{1,30})?$' });
const anHourMs = 3_600_000;
const percent = z.number().min(0).max(100).optional();

/**
 * The body of `PUT /sandbox/weather`. Missing fields keep their value; a price of null restores the listed
 * price. `credit` sets the balance in EUR.
 */
export const weatherChange = z.strictObject({
  outage: z.boolean().optional(),
  latencyMs: z.number().min(0).max(anHourMs).optional(),
  callbacks: z.enum(['normal', 'dropped', 'delayed']).optional(),
  delayMs: z
    .number()
    .min(0)
    .max(24 * anHourMs)
    .optional(),
  droppedPercent: percent,
  doubledPercent: percent,
  disorderedPercent: percent,
  credit: euros.optional(),
  prices: z
    .record(
      z
        .string()
        .refine((code) => countryByCode(code) !== null, 'Not a country of the price list, such as EE'),
      z.partialRecord(z.enum(channels), euros.nullable()),
    )
    .optional(),
});
export type WeatherChange = z.infer<typeof weatherChange>;

/** Returns the weather after the change. Prices are merged by country and channel. */
export function changeWeather(weather: Weather, change: WeatherChange): Weather {
  const prices: Record<string, PriceChanges[string]> = { ...weather.prices };
  for (const [country, changed] of Object.entries(change.prices ?? {})) {
    const code = country.toUpperCase();
    const merged = Object.entries({ ...prices[code], ...changed }).filter(([, value]) => value != null);
    if (merged.length === 0) delete prices[code];
    else prices[code] = Object.fromEntries(merged);
  }
  return {
    outage: change.outage ?? weather.outage,
    latencyMs: change.latencyMs ?? weather.latencyMs,
    callbacks: change.callbacks ?? weather.callbacks,
    delayMs: change.delayMs ?? weather.delayMs,
    droppedPercent: change.droppedPercent ?? weather.droppedPercent,
    doubledPercent: change.doubledPercent ?? weather.doubledPercent,
    disorderedPercent: change.disorderedPercent ?? weather.disorderedPercent,
    prices,
  };
}
