import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lateFrom } from '../../shared/messaging/late.ts';

const step = (
  events: readonly (readonly [string | null, number | null])[],
  more: { startedAt?: number; waitSeconds?: number } = {},
) => ({
  startedAt: more.startedAt ?? null,
  waitSeconds: more.waitSeconds ?? null,
  events: events.map(([status, at]) => ({ status, at })),
});
const minute = 60_000;

describe('a delivery that is late', () => {
  it.each([
    [
      'after the step was called expired',
      [
        step([
          ['ACK', 1],
          ['EXPIRED', minute],
          ['DELIVRD', minute + 9_000],
        ]),
        step([]),
      ],
      [minute + 9_000, null],
    ],
    [
      'once the next channel was being tried, even where its own end was never told',
      [
        step([
          ['ACK', 1],
          ['DELIVRD', minute + 9_000],
        ]),
        step([['ACK', minute + 200]]),
      ],
      [minute + 9_000, null],
    ],
    [
      'on the last step, after its validity',
      [step([['DELIVRD', 6 * minute]], { startedAt: 0, waitSeconds: 300 })],
      [6 * minute],
    ],
  ])('has this delay: %s', (_name, steps, late) => {
    expect(lateFrom(steps)).toEqual(late);
  });

  it.each([
    [
      'in time',
      [
        step(
          [
            ['ACK', 1],
            ['DELIVRD', 3_000],
          ],
          { startedAt: 0, waitSeconds: 60 },
        ),
        step([]),
      ],
    ],
    [
      'in time, and seen the next day',
      [
        step(
          [
            ['DELIVRD', 3_000],
            ['SEEN', 900 * minute],
          ],
          { startedAt: 0, waitSeconds: 60 },
        ),
      ],
    ],
    [
      'in time, and called failed afterwards',
      [
        step([
          ['DELIVRD', 3_000],
          ['UNDELIV', 5_000],
        ]),
      ],
    ],
    [
      'in time, after the channel before it had failed',
      [
        step([['EXPIRED', minute]]),
        step([
          ['ACK', minute + 1],
          ['DELIVRD', minute + 2],
        ]),
      ],
    ],
    ['within what two clocks may differ', [step([['DELIVRD', 61_000]], { startedAt: 0, waitSeconds: 60 })]],
    [
      'at a time that nobody told',
      [
        step([
          ['EXPIRED', minute],
          ['DELIVRD', null],
        ]),
      ],
    ],
    [
      'or not at all',
      [
        step([
          ['ACK', 1],
          ['EXPIRED', minute],
        ]),
        step([[null, null]]),
      ],
    ],
  ])('is not late: %s', (_name, steps) => {
    expect(lateFrom(steps).every((late) => late === null)).toBe(true);
  });

  it('is judged the same in any order of its events', () => {
    const event = fc.tuple(
      fc.constantFrom('ACK', 'DELIVRD', 'SEEN', 'EXPIRED', 'UNDELIV', null),
      fc.option(fc.integer({ min: 0, max: 200_000 })),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), fc.array(event, { maxLength: 4 }), (first, second) => {
        const one = lateFrom([step(first, { startedAt: 0, waitSeconds: 60 }), step(second)]);
        const other = lateFrom([
          step([...first].reverse(), { startedAt: 0, waitSeconds: 60 }),
          step([...second].reverse()),
        ]);
        expect(one).toEqual(other);
      }),
    );
  });
});
