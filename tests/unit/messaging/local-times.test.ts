import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTimeWriter, readLocalTime } from '../../../shared/messaging/local-times.ts';
import { zoneClock } from '../../../shared/messaging/time-zones.ts';

describe('times of a time zone in a table', () => {
  // Half an hour of summer time; a whole day skipped in 2011; summer time interrupted for a month; two hours at once.
  it.each([
    'Europe/Tallinn',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Africa/Casablanca',
    'Antarctica/Troll',
    'Asia/Kathmandu',
  ])('are the local times of %s, and are read back to the second', (zone) => {
    const written = localTimeWriter(zone);
    const clock = zoneClock(zone);
    const time = fc.integer({ min: Date.parse('2009-01-01'), max: Date.parse('2030-01-01') });
    fc.assert(
      fc.property(time, fc.integer({ min: 0, max: 90_000_000 }), (from, later) => {
        for (const at of [from, from + later]) {
          const text = written(at);
          const local = new Date(at + clock.offsetAt(at)).toISOString().slice(0, 19).replace('T', ' ');
          expect(text.slice(0, 19)).toBe(local);
          expect(readLocalTime(text, clock)).toBe(Math.floor(at / 1_000) * 1_000);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('around each change of the clocks are the local times', () => {
    const zone = 'Europe/Tallinn';
    const written = localTimeWriter(zone);
    const clock = zoneClock(zone);
    for (const day of ['2026-03-29', '2026-10-25']) {
      const begin = Date.parse(`${day}T00:00:00Z`) - 86_400_000;
      for (let at = begin; at < begin + 3 * 86_400_000; at += 600_000) {
        const local = new Date(at + clock.offsetAt(at)).toISOString().slice(0, 19).replace('T', ' ');
        expect(written(at).slice(0, 19)).toBe(local);
        expect(readLocalTime(written(at), clock)).toBe(at);
      }
    }
  });
});
