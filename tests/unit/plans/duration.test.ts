import { describe, expect, it } from 'vitest';
import { runsPhrase } from '../../../shared/phrases.ts';
import { formatDuration } from '../../../shared/plans/duration.ts';
import { readExpectation } from '../../../shared/plans/expectations.ts';
import { judge } from '../../../shared/plans/judge.ts';

describe('a duration', () => {
  it('is rounded to a readable length', () => {
    expect([240, 3016, 65_200, 3_600_000, 5_400_000].map((ms) => formatDuration(ms))).toEqual([
      '240 ms',
      '3 s',
      '1.1 min',
      '1 h',
      '1 h 30 min',
    ]);
  });

  it('that meets a limit exactly, or differs visibly, is rounded beside it too', () => {
    expect([3000, 3100].map((ms) => formatDuration(ms, [3000]))).toEqual(['3 s', '3.1 s']);
  });

  it.each([
    ['reaches: any within 3 s', 3016, 'after 3.016 s'],
    ['reaches: any within 3 s', 2999, 'after 2.999 s'],
    ['reaches: any within 65 s', 65_200, 'after 65.2 s'],
    ['seen within: 1 h', 3_600_001, 'after 3600.001 s'],
  ])('near the limit of “%s” is never shown as the limit: %i ms', (written, afterMs, found) => {
    const read = readExpectation(written);
    if (!read.ok) throw new Error(written);
    const judged = judge(
      read.value,
      {
        settled: true,
        notSent: null,
        refusal: null,
        accepted: true,
        events: [{ channel: 'viber', status: 'SEEN', afterMs, source: 'callback' }],
        deliveredBy: 'viber',
        cost: null,
        parts: null,
        callbacks: { verified: 1, forged: 0 },
        ageMs: afterMs,
      },
      true,
    );
    expect(judged.found).toEqual(runsPhrase('after', { time: found.replace('after ', '') }));
  });
});
