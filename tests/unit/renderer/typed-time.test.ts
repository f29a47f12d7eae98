import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTyped, showTyped, type TimeKind } from '../../../renderer/lib/typed-time.ts';

const locales = ['en-GB', 'et-EE'] as const;

describe('a typed date or time', () => {
  it.each([
    ['date', '24.12.2026', '2026-12-24'],
    ['date', ' 4. 2. 26 ', '2026-02-04'],
    ['date', '2026-2-4', '2026-02-04'],
    ['date', '24/12/2026', '2026-12-24'],
    ['time', '9:05', '09:05'],
    ['time', '09.05', '09:05'],
    ['time', '0905', '09:05'],
    ['datetime', '24.12.2026 9.05', '2026-12-24T09:05'],
    ['datetime', '24. 12. 2026, 09:05', '2026-12-24T09:05'],
    ['datetime', '2026-12-24T09:05', '2026-12-24T09:05'],
  ] as const)('is read in every language: %s %j', (kind, text, value) => {
    for (const locale of locales) expect(readTyped(kind, text, locale)).toBe(value);
  });

  it.each([
    ['date', '31.4.2026'],
    ['date', '29.02.2027'],
    ['date', '24.12'],
    ['date', '24.12-2026'],
    ['time', '24:00'],
    ['time', '9:60'],
    ['time', '9'],
    ['datetime', '24.12.2026'],
    ['datetime', '24.12.2026 noon'],
    ['date', ''],
  ] as const)('is not read if it is unfinished or there is no such moment: %s %j', (kind, text) => {
    for (const locale of locales) expect(readTyped(kind, text, locale)).toBeNull();
  });

  it('is not read in English if its day and month could be exchanged', () => {
    expect(readTyped('date', '3/4/2026', 'en-GB')).toBeNull();
    expect(readTyped('date', '3-4-2026', 'en-GB')).toBeNull();
    expect(readTyped('date', '4/4/2026', 'en-GB')).toBe('2026-04-04');
    expect(readTyped('date', '3/4/2026', 'et-EE')).toBe('2026-04-03');
  });

  it('is read again as it is shown', () => {
    const day = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    const kinds: readonly TimeKind[] = ['date', 'time', 'datetime'];
    fc.assert(
      fc.property(day, fc.constantFrom(...kinds), fc.constantFrom(...locales), (date, kind, locale) => {
        const whole = date.toISOString().slice(0, 16);
        const value = { date: whole.slice(0, 10), time: whole.slice(11), datetime: whole }[kind];
        expect(readTyped(kind, showTyped(kind, value, locale), locale)).toBe(value);
      }),
    );
    expect(showTyped('datetime', '2026-12-24T09:05', 'et-EE')).toBe('24.12.2026 09:05');
    expect(showTyped('datetime', '2026-12-24T09:05', 'en-GB')).toBe('2026-12-24 09:05');
    expect(showTyped('date', 'soon', 'et-EE')).toBe('soon');
  });
});
