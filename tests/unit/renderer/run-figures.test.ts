import { describe, expect, it } from 'vitest';
import { handsetOf, nextOf, onHandsets } from '../../../renderer/features/runs/handset.ts';
import { logScale, thinned } from '../../../renderer/features/runs/thinned.ts';
import { awkwardRun } from '../plans/run-fixture.ts';

describe('the sample of many durations', () => {
  it('is all of a small sample, and the requested number of a large one, with its ends and its middle', () => {
    expect(thinned([3, 1, 2], 3)).toEqual([1, 2, 3]);
    const many = Array.from({ length: 10_001 }, (_, at) => (at * 7919) % 10_001);
    const few = thinned(many, 101);
    expect(few).toHaveLength(101);
    expect([few[0], few[50], few[100]]).toEqual([0, 5000, 10_000]);
    expect(few).toEqual(few.toSorted((a, b) => a - b));
  });

  it('has a scale with a width, also if all durations are equal or there are none', () => {
    const many = Array.from({ length: 200_000 }, (_, at) => 100 + at);
    expect(logScale(many)).toEqual([100, 200_099]);
    expect(logScale([70, 70])).toEqual([70, 105]);
    expect(logScale([0])).toEqual([50, 75]);
  });
});

describe('the handsets of a run', () => {
  const run = awkwardRun();

  it('are asked about if the plan has a question and the reports have been judged', () => {
    const [checked, failed, , unsent] = run.list;
    if (!checked || !failed || !unsent) throw new Error('the fixture has changed');
    expect([checked, failed, unsent].map((cell) => handsetOf(cell, true))).toEqual([
      'missing',
      'waiting',
      null,
    ]);
    expect([checked, failed, unsent].map((cell) => handsetOf(cell, false))).toEqual(['missing', null, null]);
    const { waiting, missing, contradicted } = onHandsets({ ...run, confirm: 'Did it come?' });
    expect(waiting.map(({ position }) => position)).toEqual([1, 2]);
    expect(missing).toEqual(contradicted);
  });

  it('come one after another, and start again after the last', () => {
    const { waiting } = onHandsets({ ...run, confirm: 'Did it come?' });
    expect([null, 0, 1, 2, 9].map((after) => nextOf(waiting, after)?.position)).toEqual([1, 1, 2, 1, 1]);
    expect(nextOf([], 1)).toBeNull();
  });
});
