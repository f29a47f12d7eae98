import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fisherExact, holm, mannWhitney, quantile } from '../../../shared/plans/statistics.ts';

describe('quantiles', () => {
  it('equal those of R and NumPy', () => {
    // quantile(c(1, 2, 4, 8, 16), c(.5, .9, .95))
    expect([0.5, 0.9, 0.95].map((q) => quantile([16, 1, 8, 2, 4], q))).toEqual(
      [4, 12.8, 14.4].map((v) => expect.closeTo(v, 9)),
    );
    expect(quantile([], 0.5)).toBeNull();
  });
});

describe("Fisher's exact test", () => {
  it("equals R's fisher.test", () => {
    // Data: the lady tasting tea, and halves of Agresti's job satisfaction table.
    expect(fisherExact(3, 1, 1, 3)).toBeCloseTo(0.4857143, 6);
    expect(fisherExact(10, 0, 4, 6)).toBeCloseTo(0.0108359, 6);
    expect(fisherExact(5, 5, 5, 5)).toBeCloseTo(1, 9);
  });
  it('never distinguishes equal runs, and does not depend on which run comes first', () => {
    const n = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(n, n, n, n, (a, b, c, d) => {
        const p = fisherExact(a, b, c, d);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(fisherExact(c, d, a, b)).toBeCloseTo(p, 9);
        expect(fisherExact(a, b, a, b)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('the Mann–Whitney test', () => {
  it("equals R's wilcox.test", () => {
    // The example in R's documentation: depression data of Hollander and Wolfe.
    const x = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const y = [1.15, 0.88, 0.9, 0.74, 1.21];
    expect(mannWhitney(x, y)).toBeCloseTo(0.2544123, 6);
    // With ties, calculated manually: U = 4, mean 15, variance 2.5 × (12 − 30/110) = 29.318, z = (11 − 0.5) /
    // 5.4147 = 1.9392.
    expect(mannWhitney([1, 2, 2, 3, 5], [2, 4, 6, 7, 7, 8])).toBeCloseTo(0.05248, 4);
  });
  it('gives the smallest probability that is possible for tiny samples', () => {
    // All values of one sample are below all of the other: 2 of 20 orders.
    expect(mannWhitney([1, 2, 3], [4, 5, 6])).toBeCloseTo(0.1, 9);
    expect(mannWhitney([], [1])).toBeNull();
    expect(mannWhitney([7, 7, 7], [7, 7])).toBe(1);
  });
  it('agrees with counting every possible order of the ranks', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 8 }),
        fc.integer({ min: 1, max: 7 }),
        (values, cut) => {
          const n = Math.min(cut, values.length - 1);
          const [before, after] = [values.slice(0, n), values.slice(n)];
          const u = (first: readonly number[]) =>
            first.reduce((sum, a) => sum + values.filter((b) => !first.includes(b) && b < a).length, 0);
          const middle = (n * (values.length - n)) / 2;
          const far = Math.abs(u(before) - middle);
          let as = 0;
          let all = 0;
          for (let bits = 0; bits < 2 ** values.length; bits += 1) {
            const first = values.filter((_, index) => (bits >> index) & 1);
            if (first.length !== n) continue;
            all += 1;
            if (Math.abs(u(first) - middle) >= far) as += 1;
          }
          expect(mannWhitney(before, after)).toBeCloseTo(as / all, 9);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("Holm's correction", () => {
  it("equals R's p.adjust", () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06].map((p) => expect.closeTo(p, 9)));
    expect(holm([])).toEqual([]);
  });
});
