import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatsOf, startOfDay } from '../../../renderer/lib/format.ts';
import { en } from '../../../renderer/lib/words/en.ts';

const format = formatsOf(en);
/** Returns a time in this machine's time zone, so that no test depends on where it runs. */
const local = (year: number, month: number, day: number, ...rest: number[]) =>
  new Date(year, month - 1, day, ...rest).getTime();
const now = local(2026, 11, 24, 12, 3, 41, 218);

describe('a formatted time', () => {
  it('uses 24 hours, with seconds or thousandths where they matter', () => {
    expect(format.shortTime(now)).toBe('12:03');
    expect(format.time(now)).toBe('12:03:41');
    expect(format.exactTime(now)).toBe('12:03:41.218');
    expect(format.time(local(2026, 11, 24, 0, 0, 5))).toBe('00:00:05');
  });

  it.each([
    [local(2026, 11, 24, 0, 0), 'Today', 'today at 00:00', '00:00'],
    [local(2026, 11, 23, 23, 59), 'Yesterday', 'yesterday at 23:59', '23 Nov, 23:59'],
    [local(2026, 11, 25, 9, 0), 'Tomorrow', 'tomorrow at 09:00', 'Tomorrow, 09:00'],
    [local(2026, 11, 3, 9, 5), 'Tue 3 November', '3 Nov at 09:05', '3 Nov, 09:05'],
    [local(2025, 12, 31, 9, 5), '31 December 2025', '31 Dec 2025 at 09:05', '31 Dec 2025, 09:05'],
  ])('names its day as a person would', (at, day, when, moment) => {
    expect(format.day(at, now)).toBe(day);
    expect(format.when(at, now)).toBe(when);
    expect(format.moment(at, now)).toBe(moment);
  });

  it('belongs to the day of the preceding midnight, also when clocks change', () => {
    const anytime = fc.date({ min: new Date(2000, 0, 1), max: new Date(2040, 0, 1), noInvalidDate: true });
    fc.assert(
      fc.property(anytime, (date) => {
        const start = startOfDay(date.getTime());
        expect(new Date(start).toDateString()).toBe(date.toDateString());
        expect(start).toBeLessThanOrEqual(date.getTime());
        expect(startOfDay(start)).toBe(start);
      }),
    );
  });
});

describe('a formatted duration', () => {
  it.each([
    [0, '0:00'],
    [1, '0:01'],
    [38_000, '0:38'],
    [299_001, '5:00'],
    [3_599_000, '59:59'],
    [3_600_000, '1 h'],
    [21_540_000, '5 h 59 min'],
  ])('with %d ms left is shown as %s', (ms, text) => {
    expect(format.countdown(ms)).toBe(text);
  });

  it.each([
    [1_900, '1.9 s'],
    [-5, '0.0 s'],
    [62_000, '1 min 02 s'],
    [7_500_000, '2 h 5 min'],
    [7_200_000, '2 h'],
    [3 * 86_400_000, '3 d'],
  ])('of %d ms is shown as %s', (ms, text) => {
    expect(format.length(ms)).toBe(text);
  });

  it('is written exactly beside a limit that it would read like', () => {
    expect(format.length(3016, [3000])).toBe('3.016 s');
    expect(format.length(3000, [3000])).toBe('3.0 s');
    expect(format.length(62_300, [62_000])).toBe('62.3 s');
    expect(format.length(4000, [3000])).toBe('4.0 s');
  });

  it.each([
    [14_100, '14.1 s'],
    [200_000, '3 min'],
    [7_500_000, '2 h'],
    [5 * 86_400_000, '5 d'],
  ])('of %d ms of delay is shown as %s', (ms, text) => {
    expect(format.brief(ms)).toBe(text);
  });

  it.each([
    [10, '10 s'],
    [60, '60 s'],
    [90, '90 s'],
    [300, '5 min'],
    [3600, '1 h'],
    [86_400, '24 h'],
    [172_800, '2 d'],
  ])('of a wait of %d s is shown as %s', (seconds, text) => {
    expect(format.wait(seconds)).toBe(text);
  });
});

describe('a formatted price', () => {
  it('shows every digit of the decimal, and at least two decimals', () => {
    expect(format.money('0.055')).toBe('€0.055');
    expect(format.money('87.4')).toBe('€87.40');
    expect(format.money('100')).toBe('€100.00');
    expect(format.money('0.000001')).toBe('€0.000001');
    expect(format.money('12345678901234567.05')).toBe('€12,345,678,901,234,567.05');
  });

  it('leaves a text that is not a decimal unchanged', () => {
    for (const text of ['', 'free', '1e3', '1,5']) expect(format.money(text)).toBe(text);
  });
});

describe('a phone number in the window', () => {
  it('is shown in groups that are never broken across lines', () => {
    expect(format.phone('+37255501411')).toBe('+372\u00a05550\u00a01411');
    expect(format.phone('+37255501411')).toBe('+372\u00a05550\u00a01411');
  });

  it('keeps every digit, whatever the number', () => {
    const digits = fc.stringMatching(/^[1-9]\d{4,14}$/);
    fc.assert(
      fc.property(digits, (written) => {
        const shown = format.phone(`+${written}`);
        expect(shown.replaceAll(/[^+\d]/g, '')).toBe(`+${written}`);
        expect(shown).not.toContain(' ');
      }),
    );
  });

  it('has the name of its country', () => {
    expect(format.phoneCountry('+37255501411')).toBe('Estonia');
    expect(format.phoneCountry('+88312345678')).toBeNull();
  });

  it('is left unchanged if it is not a number', () => {
    expect(format.phone('NORTHWIND')).toBe('NORTHWIND');
  });
});
