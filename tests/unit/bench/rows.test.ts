import { describe, expect, it } from 'vitest';
import { compare, problemsOf, type Row, rowText } from '../../bench/rows.ts';

const good: Row = {
  what: 'a page, median',
  baselineOf: 'the same SQL',
  unit: 'ms',
  ours: 2,
  baseline: 1,
  ratio: 2,
  samples: 50,
  target: null,
};
const long = { short: false };

describe('the rows of a benchmark', () => {
  it('are valid with 50 samples and a ratio', () => {
    expect(problemsOf([good], long)).toEqual([]);
    expect(
      problemsOf(
        [
          { ...good, ratio: 0.01 },
          { ...good, ratio: 100 },
        ],
        long,
      ),
    ).toEqual([]);
  });

  it.each([
    ['fewer than 50 samples', { samples: 49 }, 'a page, median: 49 samples, and at least 50 are needed.'],
    [
      'a figure that is not a number',
      { ours: Number.NaN },
      'a page, median: "ours" is NaN, which is not a number.',
    ],
    ['a figure of zero', { ours: 0 }, 'a page, median: "ours" is 0.'],
    ['a baseline of zero', { baseline: 0 }, 'a page, median: "baseline" is 0.'],
    [
      'a count of samples that is not a number',
      { samples: Number.NaN },
      'a page, median: NaN samples, and at least 50 are needed.',
    ],
    ['a ratio below 0.01', { ratio: 0.009 }, 'a page, median: the ratio 0.009 is outside 0.01 to 100.'],
    ['a ratio above 100', { ratio: 101 }, 'a page, median: the ratio 101 is outside 0.01 to 100.'],
    ['a negative ratio', { ratio: -1 }, 'a page, median: the ratio -1 is outside 0.01 to 100.'],
  ])('are refused with %s', (_name, change, problem) => {
    expect(problemsOf([good, { ...good, ...change }], long)).toEqual([problem]);
  });

  it('are refused if there are none', () => {
    expect(problemsOf([], long)).toEqual(['The benchmark has no rows.']);
    expect(problemsOf([], { short: true })).toEqual(['The benchmark has no rows.']);
  });

  it('need only a sample and a baseline in a short run', () => {
    expect(problemsOf([{ ...good, samples: 1, ratio: 500 }], { short: true })).toEqual([]);
    expect(problemsOf([{ ...good, samples: 0 }], { short: true })).toHaveLength(1);
    expect(problemsOf([{ ...good, baseline: 0 }], { short: true })).toHaveLength(1);
    expect(problemsOf([{ ...good, ratio: Number.NaN }], { short: true })).toHaveLength(1);
  });

  it('count the samples of the side that has fewer of them', () => {
    const row = compare({
      what: 'a page',
      baselineOf: 'the same SQL',
      unit: 'ms',
      by: 'median',
      ours: [3, 1, 2],
      baseline: [1],
      target: { of: 'ratio', atMost: 1.5 },
    });
    expect(row).toMatchObject({ what: 'a page, median', ours: 2, baseline: 1, ratio: 2, samples: 1 });
    expect(rowText(row)).toBe(
      'a page, median: 2 ms; the same SQL: 1 ms; ratio 2; 1 samples; target ratio at most 1.5, missed',
    );
  });

  it('keep a very small figure', () => {
    const tiny = { what: 'a page', baselineOf: 'x', unit: 'ms', by: 'median' as const };
    expect(compare({ ...tiny, ours: [0.001234], baseline: [0.000_4] })).toMatchObject({
      ...{ ours: 0.001_23, baseline: 0.000_4, ratio: 3.08 },
    });
  });

  it('cannot be made without samples', () => {
    const empty = {
      what: 'a page',
      baselineOf: 'x',
      unit: 'ms',
      by: 'p95' as const,
      ours: [],
      baseline: [1],
    };
    expect(() => compare(empty)).toThrow('there are no samples');
    expect(() => compare({ ...empty, ours: [Number.NaN] })).toThrow('not a number');
  });
});
