import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryClock } from '../../../shared/messaging/country-zones.ts';
import {
  isQuiet,
  parseClock,
  type QuietHours,
  quietFor,
  quietUntil,
  quietWithin,
  stepSpans,
} from '../../../shared/messaging/quiet-hours.ts';
import { createClockShelf } from '../../../shared/messaging/time-zones.ts';

const minute = 60_000;
const at = (iso: string) => Date.parse(iso);
const clocks = createClockShelf();
const night: QuietHours = { from: 21 * 60, to: 8 * 60 };

function where(country: string, chosen?: string) {
  const found = countryClock(country, chosen, clocks, at('2026-06-01T00:00:00Z'));
  if (found === null) throw new Error(country);
  return found;
}

/* The reference: local time as Intl formats it. */
const judges = new Map<string, Intl.DateTimeFormat>();
function minuteShown(zone: string, instant: number): number {
  const judge =
    judges.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  judges.set(zone, judge);
  const [hours = '0', minutes = '0'] = judge.format(instant).split(':');
  return Number(hours) * 60 + Number(minutes);
}
const quietByJudge = (zone: string, instant: number, { from, to }: QuietHours) => {
  const shown = minuteShown(zone, instant);
  return from <= to ? shown >= from && shown < to : shown >= from || shown < to;
};

describe('quiet hours', () => {
  it('may span midnight', () => {
    const quiet = (text: string) => isQuiet(parseClock(text) ?? -1, night);
    expect(['20:59', '21:00', '23:59', '00:00', '07:59', '08:00'].map(quiet)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it.each(['', '8:00', '24:00', '21:60', 'x'])('are not read from %j', (text) =>
    expect(parseClock(text)).toBeNull(),
  );

  it('end at the recipient’s local time', () => {
    const tallinn = clocks('Europe/Tallinn');
    expect(quietUntil(at('2026-11-24T20:30:00Z'), tallinn, night)).toBe(at('2026-11-25T06:00:00Z'));
    expect(quietUntil(at('2026-11-24T02:00:00Z'), tallinn, night)).toBe(at('2026-11-24T06:00:00Z'));
    expect(quietUntil(at('2026-11-24T12:00:00Z'), tallinn, night)).toBeNull();
    expect(quietUntil(at('2026-11-24T06:00:00Z'), tallinn, night)).toBeNull();
  });

  it('last exactly to their last minute, in any zone and at any time', () => {
    const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const anyMinute = fc
      .integer({ min: at('2024-01-01T00:00:00Z') / minute, max: at('2034-01-01T00:00:00Z') / minute })
      .map((count) => count * minute);
    const anyHours = fc
      .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1439 }))
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => ({ from, to }));
    fc.assert(
      fc.property(anyZone, anyMinute, anyHours, (zone, instant, hours) => {
        const until = quietUntil(instant, clocks(zone), hours);
        expect(until !== null).toBe(quietByJudge(zone, instant, hours));
        if (until === null) return;
        expect(until).toBeGreaterThan(instant);
        expect(quietByJudge(zone, until, hours)).toBe(false);
        // Quiet all the time, except for the hour that is repeated in autumn.
        const loud = [];
        for (let moment = instant; moment < until; moment += 7 * minute) {
          if (!quietByJudge(zone, moment, hours)) loud.push(moment);
        }
        expect(loud.length).toBeLessThanOrEqual(Math.ceil(60 / 7));
      }),
      { numRuns: 1_000 },
    );
  });

  it('end after the skipped hour if their end is in that hour', () => {
    const until = quietUntil(at('2026-03-29T00:30:00Z'), clocks('Europe/Tallinn'), { from: 1320, to: 210 });
    expect(until).toBe(at('2026-03-29T01:30:00Z'));
  });

  it('apply until all zones of a country are outside of them, if no zone was chosen', () => {
    // 10:00 in New York is 05:00 in Honolulu.
    const asked = at('2026-11-24T15:00:00Z');
    const found = quietFor(asked, where('US'), night);
    expect(found).not.toBeNull();
    for (const { zone } of where('US').all)
      expect(quietByJudge(zone, found?.untilAt ?? 0, night)).toBe(false);
    expect(quietFor(asked, where('US', 'America/New_York'), night)).toBeNull();
    expect(quietFor(at('2026-11-24T12:00:00Z'), where('US', 'America/New_York'), night)).toEqual({
      zone: 'America/New_York',
      at: at('2026-11-24T12:00:00Z'),
      untilAt: at('2026-11-24T13:00:00Z'),
    });
  });
});

describe('a later step that may fall into quiet hours', () => {
  const tallinn = where('EE');
  // 20:30 in Tallinn.
  const evening = at('2026-11-24T18:30:00Z');

  it('may start at once, or after all waits before it', () => {
    expect(stepSpans([600, 1800, null], evening)).toEqual([
      { from: evening, to: evening },
      { from: evening, to: evening + 600_000 },
      { from: evening, to: evening + 2_400_000 },
    ]);
  });

  it('may start in quiet hours even if the first step does not', () => {
    const [first, second] = stepSpans([3600, null], evening);
    if (!first || !second) throw new Error('no spans');
    expect(quietWithin(first, tallinn, night)).toBeNull();
    expect(quietWithin(second, tallinn, night)).toEqual({
      zone: 'Europe/Tallinn',
      at: at('2026-11-24T19:00:00Z'),
      untilAt: at('2026-11-25T06:00:00Z'),
    });
    const [, soon] = stepSpans([900, null], evening);
    expect(soon && quietWithin(soon, tallinn, night)).toBeNull();
  });

  it('is assumed to wait six hours if Messente decides the wait', () => {
    const [, second] = stepSpans([null, null], at('2026-11-24T13:30:00Z'));
    expect(second && quietWithin(second, tallinn, night)).not.toBeNull();
    const [, earlier] = stepSpans([null, null], at('2026-11-24T12:30:00Z'));
    expect(earlier && quietWithin(earlier, tallinn, night)).toBeNull();
  });
});
