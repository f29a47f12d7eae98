import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeWeather,
  fairWeather as coreFair,
  weatherChange,
} from '../../../electron/engine/sandbox/weather.ts';
import {
  fairAgain,
  foulParts,
  priceChanges,
  readAmount,
  readDuration,
  readPercent,
} from '../../../renderer/features/sandbox/weather.ts';
import type { SandboxWeather } from '../../../shared/contract/sandbox.ts';
import { channels } from '../../../shared/messaging/types.ts';
import { exactDuration } from '../../../shared/plans/duration.ts';

const day = 86_400_000;
const fair: SandboxWeather = { ...coreFair, prices: {}, credit: '100.00' };

const weathers: fc.Arbitrary<SandboxWeather> = fc.record({
  outage: fc.boolean(),
  latencyMs: fc.nat(3_600_000),
  callbacks: fc.constantFrom('normal', 'dropped', 'delayed'),
  delayMs: fc.nat(day),
  droppedPercent: fc.nat(100),
  doubledPercent: fc.nat(100),
  disorderedPercent: fc.nat(100),
  prices: fc.dictionary(
    fc.constantFrom('EE', 'LV', 'FI'),
    fc.dictionary(fc.constantFrom(...channels), fc.constantFrom('0', '0.05', '1.234'), { minKeys: 1 }),
  ),
  credit: fc.constantFrom('0', '0.04', '0.99', '1', '12.5', '-0.02'),
});

describe('the conditions in the sandbox panel', () => {
  test('are fair for a new sandbox', () => {
    expect(foulParts(fair)).toEqual([]);
  });

  test('are fair after one click, whatever they were, also according to the sandbox', () => {
    fc.assert(
      fc.property(weathers, (weather) => {
        const change = weatherChange.parse(fairAgain(weather));
        const after = changeWeather(weather, change);
        expect(foulParts({ ...after, prices: {}, credit: change.credit ?? weather.credit })).toEqual([]);
        expect(after.prices).toEqual({});
      }),
    );
  });

  test('list each bad condition separately', () => {
    expect(foulParts({ ...fair, outage: true, latencyMs: 8000 })).toEqual([
      { kind: 'outage' },
      { kind: 'slow', ms: 8000 },
    ]);
    expect(foulParts({ ...fair, callbacks: 'dropped', doubledPercent: 40 })).toEqual([
      { kind: 'allDropped' },
    ]);
    expect(foulParts({ ...fair, droppedPercent: 35 })).toEqual([{ kind: 'dropped', percent: 35 }]);
    expect(foulParts({ ...fair, prices: { EE: { sms: '0.24', viber: '1' }, LV: { sms: '0.2' } } })).toEqual([
      { kind: 'prices', count: 3 },
    ]);
    expect(foulParts({ ...fair, credit: '0.04' })).toEqual([{ kind: 'credit', amount: '0.04' }]);
  });

  test('list prices by country and channel', () => {
    expect(priceChanges({ LV: { sms: '1' }, EE: { viber: '2', sms: '3' } })).toEqual([
      { country: 'EE', channel: 'sms', price: '3' },
      { country: 'EE', channel: 'viber', price: '2' },
      { country: 'LV', channel: 'sms', price: '1' },
    ]);
  });
});

describe('a value typed into the sandbox panel:', () => {
  test('a displayed time is read back to the millisecond', () => {
    fc.assert(
      fc.property(fc.nat(day), (ms) => {
        expect(readDuration(exactDuration(ms), day)).toBe(ms);
      }),
    );
  });

  test.each([
    ['0', 0],
    ['500 ms', 500],
    ['8 s', 8000],
    ['1,5 s', 1500],
    ['2 min', 120_000],
  ])('%s is a time', (text, ms) => expect(readDuration(text, day)).toBe(ms));

  test.each(['8', 'soon', '-1 s', '25 h'])('%s is not a time', (text) =>
    expect(readDuration(text, day)).toBeNull(),
  );

  test.each([
    ['35', 35],
    ['35 %', 35],
    ['12,5', 12.5],
    ['100%', 100],
    ['', 0],
  ])('“%s” is a share', (text, share) => expect(readPercent(text)).toBe(share));

  test.each(['101', '-1', 'half', '1.2.3'])('%s is not a share', (text) =>
    expect(readPercent(text)).toBeNull(),
  );

  test.each([
    ['0.05', '0.05'],
    ['0,05', '0.05'],
    ['€ 3', '3'],
  ])('%s is an amount', (text, amount) => expect(readAmount(text)).toBe(amount));

  test.each(['-1', 'free', '', '1.2.3'])('“%s” is not an amount', (text) =>
    expect(readAmount(text)).toBeNull(),
  );
});
