/** Tests which time zone applies to a number, depending on what is known about its country. */
import { getCountries } from 'libphonenumber-js/min';
import { describe, expect, it } from 'vitest';
import { zonesOfCountry } from '../../../shared/messaging/country-zones.ts';
import { numberClock, placeKey } from '../../../shared/messaging/number-clock.ts';
import { quietFor } from '../../../shared/messaging/quiet-hours.ts';
import { createClockShelf } from '../../../shared/messaging/time-zones.ts';

const clocks = createClockShelf();
const winter = Date.parse('2026-12-01T12:00:00Z');
const of = (e164: string, country: string | null, chosen: Record<string, string> = {}) =>
  numberClock({ e164, country }, chosen, clocks, winter, 'Europe/Tallinn');

/** Returns the UTC offset of a time zone, calculated only with Intl. */
function offsetIn(zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    winter,
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

describe('the time zone of a number', () => {
  it('is any zone of the country code if the country is not known', () => {
    const where = of('+16245550123', null, { US: 'America/New_York' });
    expect(where).toMatchObject({ uncertain: true, settled: false });
    const offsets = new Set(where.all.map(({ zone }) => offsetIn(zone)));
    // Honolulu, Los Angeles, New York, St John's, Pago Pago, Guam.
    for (const one of ['GMT-10:00', 'GMT-08:00', 'GMT-05:00', 'GMT-03:30', 'GMT-11:00', 'GMT+10:00']) {
      expect(offsets).toContain(one);
    }
  });

  it('is certain if all countries with the code share one', () => {
    // Great Britain, Guernsey, Jersey, Isle of Man.
    expect(of('+447700900123', null)).toMatchObject({ uncertain: false, settled: true });
    expect(of('+12125550123', 'US', { US: 'America/Chicago' })).toMatchObject({
      clock: { zone: 'America/Chicago' },
      settled: true,
    });
  });

  it('is the sender’s if the code belongs to no country, and is marked as uncertain', () => {
    for (const e164 of ['+80012345678', '+870773111632', '+881612345678', '+88213300123', '+979123456789']) {
      expect(of(e164, null)).toMatchObject({
        clock: { zone: 'Europe/Tallinn' },
        uncertain: true,
        settled: true,
      });
    }
  });

  it('exists for every country, so that quiet hours always apply at some time of the day', () => {
    for (const country of getCountries()) {
      expect(zonesOfCountry(country), country).not.toEqual([]);
      const where = of('+0', country);
      const hours = Array.from({ length: 24 }, (_, hour) => winter + hour * 3_600_000);
      expect(hours.some((at) => quietFor(at, where, { from: 1260, to: 480 }) !== null)).toBe(true);
    }
  });

  it('is stored by country, or by country code if there is no country', () => {
    expect(placeKey({ e164: '+12125550123', country: 'US' })).toBe('US');
    expect(placeKey({ e164: '+16245550123', country: null })).toBe('+1');
    expect(placeKey({ e164: '+80012345678', country: null })).toBe('+800');
  });
});
