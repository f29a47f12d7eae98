import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  costOfChain,
  costOfGroups,
  costOfSending,
  costWithParts,
  type KnownPrices,
  rangeOf,
} from '../../../shared/messaging/cost.ts';
import type { Channel } from '../../../shared/messaging/types.ts';

const one = { least: 1, most: 1 };
const step = (channel: Channel, parts = one) => ({ channel, parts });
const prices = (sms: readonly string[], charged: KnownPrices['charged'] = []): KnownPrices => ({
  networks: sms.map((price) => ({ price })),
  charged,
});
const viber = { channel: 'viber' as const, low: '0.02', high: '0.025' };

describe('the estimated cost of one message', () => {
  it('covers the prices of all networks of the country, because the network is not known', () => {
    const cost = costOfChain([step('sms')], prices(['0.06', '0.045', '0.0605']));
    expect(cost.total).toEqual({ low: '0.045', high: '0.0605' });
    expect(cost.steps[0]).toMatchObject({ source: 'list' });
  });

  it.each([
    // Parts, prices, least, most: calculated manually.
    [{ least: 1, most: 1 }, ['0.045'], '0.045', '0.045'],
    [{ least: 2, most: 2 }, ['0.045'], '0.09', '0.09'],
    [{ least: 1, most: 3 }, ['0.045', '0.07'], '0.045', '0.21'],
    [{ least: 3, most: 3 }, ['0.1'], '0.3', '0.3'],
    [{ least: 7, most: 255 }, ['0.00001', '0.1'], '0.00007', '25.5'],
  ])('for %j at %j is between %s and %s', (parts, sms, low, high) => {
    expect(costOfChain([step('sms', parts)], prices(sms)).total).toEqual({ low, high });
  });

  it('is at least the cheapest way to reach the person, and at most the cost of every step', () => {
    const cost = costOfChain(
      [step('viber'), step('sms', { least: 1, most: 2 })],
      prices(['0.06', '0.07'], [viber]),
    );
    expect(cost.total).toEqual({ low: '0.02', high: '0.165' });
    expect(cost.steps.map((each) => each.reached)).toEqual([
      { low: '0.02', high: '0.025' },
      { low: '0.06', high: '0.165' },
    ]);
  });

  it('is unknown if a step has no price, but the known part is still given', () => {
    const cost = costOfChain([step('viber'), step('sms')], prices(['0.06']));
    expect(cost.total).toBeNull();
    expect(cost.unknown).toEqual(['viber']);
    expect(cost.knownMost).toBe('0.06');
    expect(cost.steps.map((each) => each.reached)).toEqual([null, null]);
    expect(costOfChain([step('viber')], prices(['0.06']))).toMatchObject({ total: null, knownMost: null });
    expect(costOfChain([step('sms')], null)).toMatchObject({ total: null, knownMost: null });
    expect(costOfChain([step('sms')], prices([]))).toMatchObject({ total: null, unknown: ['sms'] });
    expect(costOfChain([], prices(['0.06']))).toMatchObject({ total: null, knownMost: null, unknown: [] });
  });

  it('uses recent charges on a channel without a price list', () => {
    expect(costOfChain([step('viber')], prices([], [viber])).steps[0]).toMatchObject({ source: 'charged' });
    // For SMS the price list takes precedence.
    const sms = { channel: 'sms' as const, low: '0.9', high: '0.9' };
    expect(costOfChain([step('sms')], prices(['0.06'], [sms])).total).toEqual({ low: '0.06', high: '0.06' });
  });
});

describe('the estimated cost of a send', () => {
  const byCountry: Record<string, KnownPrices> = {
    EE: prices(['0.06', '0.065']),
    LV: prices(['0.058']),
    DE: prices([]),
  };
  const known = (country: string) => byCountry[country] ?? null;

  it('is the sum of the costs of its countries', () => {
    const cost = costOfSending(
      [step('sms', { least: 2, most: 2 })],
      new Map([
        ['LV', 3],
        ['EE', 100],
      ]),
      known,
    );
    // 100 × 2 × 0.06 + 3 × 2 × 0.058 and 100 × 2 × 0.065 + 3 × 2 × 0.058.
    expect(cost.total).toEqual({ low: '12.348', high: '13.348' });
    expect(cost.people).toBe(103);
    expect(cost.countries.map((each) => [each.country, each.people, each.total?.low])).toEqual([
      ['EE', 100, '12'],
      ['LV', 3, '0.348'],
    ]);
  });

  it('is unknown if a country or a number has no price', () => {
    for (const other of ['DE', 'FR', null]) {
      const cost = costOfSending(
        [step('sms')],
        new Map([
          ['EE', 10],
          [other, 1],
        ]),
        known,
      );
      expect(cost.total).toBeNull();
      expect(cost.knownMost).toBe('0.65');
      expect(cost.unknown).toEqual(['sms']);
    }
    expect(costOfSending([step('sms')], new Map(), known)).toMatchObject({ total: null, people: 0 });
  });

  it('agrees with big.js to the last digit', () => {
    const price = fc
      .integer({ min: 1, max: 999_999 })
      .map((millionths) => new Big(millionths).div(1e6).toFixed());
    const parts = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(
        fc.array(price, { minLength: 1, maxLength: 5 }),
        price,
        parts,
        fc.integer({ min: 1, max: 10_000 }),
        (sms, rcs, [least, more], count) => {
          const known_ = prices(sms, [{ channel: 'rcs', low: rcs, high: rcs }]);
          const chain = [step('rcs'), step('sms', { least, most: least + more })];
          const cost = costOfSending(chain, new Map([['EE', count]]), () => known_);
          const sorted = sms.map((text) => new Big(text)).sort((a, b) => a.cmp(b));
          const cheapest = (sorted[0] ?? new Big(0)).times(least);
          const dearest = (sorted.at(-1) ?? new Big(0)).times(least + more);
          const low = cheapest.lt(rcs) ? cheapest : new Big(rcs);
          expect(cost.total).toEqual({
            low: low.times(count).toFixed(),
            high: dearest.plus(rcs).times(count).toFixed(),
          });
        },
      ),
    );
  });
});

describe('the range of several prices', () => {
  it('compares values, not texts, and ignores invalid prices', () => {
    expect(rangeOf(['0.9', '0.10', '10'])).toEqual({ low: '0.10', high: '10' });
    expect(rangeOf(['n/a', '1e3'])).toBeNull();
  });
});

describe('a chain for one person', () => {
  it('costs what its own parts cost, whatever the parts of other recipients', () => {
    const chain = costOfChain(
      [step('sms', { least: 1, most: 3 }), step('viber')],
      prices(['0.06', '0.07'], [viber]),
    );
    const own = costWithParts(chain, [2, 1]);
    expect(own).toEqual(
      costOfChain([step('sms', { least: 2, most: 2 }), step('viber')], prices(['0.06', '0.07'], [viber])),
    );
    expect(own.total).toEqual({ low: '0.02', high: '0.165' });
  });
});

describe('several messages of different chains', () => {
  it('cost their sum; an unknown cost of one makes only that part unknown', () => {
    const sms = costOfChain([step('sms')], prices(['0.06', '0.07']));
    const both = costOfChain([step('sms', { least: 2, most: 2 }), step('viber')], prices(['0.05'], [viber]));
    expect(
      costOfGroups([
        { people: 3, chain: sms },
        { people: 1, chain: both },
      ]),
    ).toEqual({
      people: 4,
      total: { low: '0.2', high: '0.335' },
      knownMost: '0.335',
      unknown: [],
    });
    const unknown = costOfChain([step('sms'), step('rcs')], prices(['0.05']));
    expect(
      costOfGroups([
        { people: 2, chain: sms },
        { people: 1, chain: unknown },
      ]),
    ).toEqual({
      people: 3,
      total: null,
      knownMost: '0.19',
      unknown: ['rcs'],
    });
    expect(costOfGroups([])).toEqual({ people: 0, total: null, knownMost: null, unknown: [] });
  });
});
