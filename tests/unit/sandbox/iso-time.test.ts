import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimestamp, parseIsoTime } from '../../../electron/engine/sandbox/iso-time.ts';

const epochMs = fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2200, 0) });

describe('an ISO 8601 time', () => {
  it('is read as Date reads it, with any offset', () => {
    const offset = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 14 }),
      fc.constantFrom(0, 30, 45),
    );
    fc.assert(
      fc.property(epochMs, offset, (at, [sign, hours, minutes]) => {
        const two = (number: number) => String(number).padStart(2, '0');
        const text = new Date(at).toISOString().replace('Z', `${sign}${two(hours)}:${two(minutes)}`);
        expect(parseIsoTime(text)).toBe(Date.parse(text));
      }),
    );
  });

  it('is UTC without an offset', () => {
    expect(parseIsoTime('2019-06-22T09:05')).toBe(Date.UTC(2019, 5, 22, 9, 5));
  });

  it.each([
    '',
    '2019',
    '2019-06-22',
    '2019-13-01T00:00',
    '2019-02-29T00:00',
    '2019-06-22T24:00',
    '2019-06-22T10:00+2',
    'x',
  ])('is not read from %j', (text) => {
    expect(parseIsoTime(text)).toBe(null);
  });
});

describe('the timestamp of a delivery report', () => {
  it('has microseconds and no zone, and is UTC', () => {
    expect(formatTimestamp(Date.UTC(2020, 1, 4, 8, 9, 42) + 389.63)).toMatch(
      /^2020-02-04T08:09:42\.389(630|629)$/,
    );
    fc.assert(
      fc.property(epochMs, (at) => {
        expect(Date.parse(`${formatTimestamp(at)}Z`)).toBe(at);
      }),
    );
  });
});
