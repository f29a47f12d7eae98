/** Allowed hours in any zone, judged minute by minute by Intl. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AllowedOn,
  allowedInBoth,
  firstMoment,
  spanFrom,
  weekdayOf,
} from '../../../shared/messaging/quiet-calendar.ts';
import { createClockShelf } from '../../../shared/messaging/time-zones.ts';

const minute = 60_000;
const day = 1_440 * minute;
const at = (iso: string) => Date.parse(iso);
const clocks = createClockShelf();

/** Two windows at most a day, none on one weekday, none on one date. */
type Plan = {
  readonly windows: readonly { readonly from: number; readonly to: number }[];
  readonly weekday: number;
  readonly date: string;
};

const allowedBy = ({ windows, weekday, date }: Plan): AllowedOn => {
  const [, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
  return (local) =>
    weekdayOf(local) === weekday || (local.month === month && local.day === dayOfMonth) ? [] : windows;
};

/* The reference knows nothing of offsets: it reads what Intl shows for an instant. */
const shownBy = new Map<string, Intl.DateTimeFormat>();
function isAllowed(zone: string, instant: number, plan: Plan): boolean {
  const format =
    shownBy.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, weekday: 'short', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    });
  shownBy.set(zone, format);
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  if (['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][plan.weekday] === part.weekday) return false;
  if (plan.date === `2000-${part.month}-${part.day}`) return false;
  const clock = Number(part.hour) * 60 + Number(part.minute);
  return plan.windows.some(({ from, to }) => clock >= from && clock < to);
}

const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const anyMinute = fc
  .integer({ min: at('2024-01-01T00:00:00Z') / minute, max: at('2033-01-01T00:00:00Z') / minute })
  .map((count) => count * minute);
/** Days on which many zones change their clocks, a leap day, the turn of a year. */
const oddMinute = fc
  .tuple(
    fc.constantFrom(
      '2024-02-29',
      '2026-03-08',
      '2026-03-29',
      '2026-10-25',
      '2026-11-01',
      '2026-12-31',
      '2028-02-29',
    ),
    fc.integer({ min: -1_440, max: 2_880 }),
  )
  .map(([date, minutes]) => at(`${date}T00:00:00Z`) + minutes * minute);
const anyPlan: fc.Arbitrary<Plan> = fc.record({
  windows: fc
    .uniqueArray(fc.integer({ min: 0, max: 1_440 }), { minLength: 4, maxLength: 4 })
    .map((edges) => edges.sort((a, b) => a - b))
    .map(([a = 0, b = 0, c = 0, d = 0]) => [
      { from: a, to: b },
      { from: c, to: d },
    ]),
  weekday: fc.integer({ min: 0, max: 6 }),
  date: fc.constantFrom('2000-01-01', '2000-02-29', '2000-03-29', '2000-10-25', '2000-12-25'),
});

/** The first minute that the reference allows, or does not; null if there is none within four days. */
function firstByJudge(zone: string, instant: number, plan: Plan, allowed: boolean): number | null {
  for (let moment = instant; moment < instant + 4 * day; moment += minute) {
    if (isAllowed(zone, moment, plan) === allowed) return moment;
  }
  return null;
}

/** Whether a zone's clock was set forward between two instants: then hours that begin in the gap begin later. */
function isSetForward(zone: string, from: number, to: number): boolean {
  const clock = clocks(zone);
  for (let moment = from; moment < to; moment += 15 * minute) {
    if (clock.offsetAt(moment + 15 * minute) > clock.offsetAt(moment)) return true;
  }
  return false;
}

describe('allowed hours', () => {
  it('begin and end at the minute at which a clock in that zone shows it', () => {
    fc.assert(
      fc.property(
        anyZone,
        fc.oneof(anyMinute, oddMinute),
        anyPlan,
        fc.boolean(),
        (zone, instant, plan, allowed) => {
          const expected = firstByJudge(zone, instant, plan, allowed);
          const found = firstMoment(instant, clocks(zone), allowedBy(plan), allowed);
          if (expected === null) return;
          if (found !== expected) {
            // Only because they begin within a skipped hour: never earlier, and never at a time that is not allowed.
            expect(allowed && isSetForward(zone, instant, expected + minute)).toBe(true);
            expect(found).toBeGreaterThan(expected);
            expect(found).toBeLessThanOrEqual(expected + 120 * minute);
            expect(isAllowed(zone, found ?? 0, plan)).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('hold for every zone of a country: a span is quiet while it is quiet in one of them', () => {
    const zones = ['America/New_York', 'America/Chicago', 'Pacific/Honolulu', 'America/Adak'];
    fc.assert(
      fc.property(fc.oneof(anyMinute, oddMinute), anyPlan, (instant, plan) => {
        const { quiet, to } = spanFrom(instant, zones.map(clocks), allowedBy(plan));
        const quietAt = (moment: number) => zones.some((zone) => !isAllowed(zone, moment, plan));
        expect(quiet).toBe(quietAt(instant));
        if (!quiet) {
          for (let moment = instant; moment < Math.min(to, instant + 2 * day); moment += minute)
            if (quietAt(moment)) throw new Error(`quiet at ${new Date(moment).toISOString()}`);
        } else if (to < instant + day) expect(quietAt(to)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('of two rules are the hours that both allow', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, fc.integer({ min: 0, max: 365 }), (one, other, days) => {
        const date = new Date(Date.UTC(2024, 0, 1 + days));
        const local = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
        const has = (allowedOn: AllowedOn, clock: number) =>
          allowedOn(local).some(({ from, to }) => clock >= from && clock < to);
        const both = allowedInBoth(allowedBy(one), allowedBy(other));
        for (let clock = 0; clock < 1_440; clock += 1) {
          if (has(both, clock) !== (has(allowedBy(one), clock) && has(allowedBy(other), clock)))
            throw new Error(`differs at minute ${clock}`);
        }
      }),
    );
  });

  it('that never begin have no first moment', () => {
    expect(firstMoment(at('2026-12-01T00:00:00Z'), clocks('Europe/Paris'), () => [], true)).toBeNull();
    expect(spanFrom(at('2026-12-01T00:00:00Z'), [clocks('Europe/Paris')], () => [])).toEqual({
      ...{ quiet: true, from: at('2026-12-01T00:00:00Z'), to: at('2026-12-02T00:00:00Z') },
    });
  });
});
