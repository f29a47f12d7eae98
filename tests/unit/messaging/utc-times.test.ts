import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utcTimeWriter } from '../../../shared/messaging/utc-times.ts';

describe('a writer of UTC times', () => {
  it('writes what Date writes, for times in any order', () => {
    const writer = utcTimeWriter();
    const near = Date.parse('2026-10-25T00:00:00Z');
    const time = fc.oneof(
      fc.integer({ min: near - 7_200_000, max: near + 7_200_000 }),
      fc.integer({ min: -8.64e15, max: 8.64e15 }),
    );
    fc.assert(
      fc.property(time, (at) => {
        const expected = new Date(at).toISOString();
        expect(writer.written(at)).toBe(expected);
        expect(writer.seconds(at)).toBe(expected.replace('T', ' ').slice(0, -'.000Z'.length));
      }),
    );
  });

  it('refuses a time that Date cannot show', () => {
    expect(() => utcTimeWriter().written(Number.NaN)).toThrow(RangeError);
    expect(() => utcTimeWriter().written(8.64e15 + 3_600_000)).toThrow(RangeError);
  });
});
