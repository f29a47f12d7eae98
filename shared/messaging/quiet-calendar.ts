/** Allowed hours by local day, and the moments at which they begin and end in a zone. */
import type { WallTime, ZoneClock } from './time-zones.ts';

/** Minutes after midnight, `to` excluded. */
export type Window = { readonly from: number; readonly to: number };

/** A local date. Months are 1 to 12. */
export type LocalDay = Pick<WallTime, 'year' | 'month' | 'day'>;

/** Returns the allowed windows of a local day, in order, without overlaps. */
export type AllowedOn = (day: LocalDay) => readonly Window[];

const minuteMs = 60_000;
const dayMs = 86_400_000;
export const minutesOfDay = 1_440;

/** How far ahead a change is looked for. No rule closes more days in a row. */
const mostDays = 31;

/** Returns the day of the week, 0 is Sunday. */
export function weekdayOf({ year, month, day }: LocalDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** Returns the hours that both allow. */
export function allowedInBoth(one: AllowedOn, other: AllowedOn): AllowedOn {
  return (day) => {
    const others = other(day);
    return one(day).flatMap((mine) =>
      others
        .map((theirs) => ({ from: Math.max(mine.from, theirs.from), to: Math.min(mine.to, theirs.to) }))
        .filter(({ from, to }) => from < to),
    );
  };
}

/** @param local a local time as if it were UTC, epoch ms */
function localDay(local: number): LocalDay {
  const date = new Date(local);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Returns the first minute of a day, from `minute` on, that is allowed (or that is not); null if there is none. */
function firstMinute(windows: readonly Window[], minute: number, allowed: boolean): number | null {
  if (allowed) {
    const next = windows.find(({ to }) => to > minute);
    return next === undefined ? null : Math.max(next.from, minute);
  }
  let free = minute;
  for (const { from, to } of windows) if (from <= free && free < to) free = to;
  return free < minutesOfDay ? free : null;
}

/** The same on a clock that is never changed; Infinity if there is none within `mostDays`. */
function firstOnSteadyClock(local: number, allowedOn: AllowedOn, allowed: boolean): number {
  const midnight = Math.floor(local / dayMs) * dayMs;
  const now = Math.floor((local - midnight) / minuteMs);
  for (let days = 0; days <= mostDays; days += 1) {
    const start = midnight + days * dayMs;
    const from = days === 0 ? now : 0;
    const minute = firstMinute(allowedOn(localDay(start)), from, allowed);
    if (minute !== null) return days === 0 && minute === now ? local : start + minute * minuteMs;
  }
  return Number.POSITIVE_INFINITY;
}

/** Returns when the clock is changed first, after `from` and until `to`; null if it is not. */
function firstChange(clock: ZoneClock, from: number, to: number): number | null {
  const offset = clock.offsetAt(from);
  for (let before = from; before < to; ) {
    const after = Math.min(before + dayMs, to);
    if (clock.offsetAt(after) !== offset) {
      let same = Math.floor(before / minuteMs);
      let changed = Math.ceil(after / minuteMs);
      while (changed - same > 1) {
        const middle = Math.floor((same + changed) / 2);
        if (clock.offsetAt(middle * minuteMs) === offset) same = middle;
        else changed = middle;
      }
      return changed * minuteMs;
    }
    before = after;
  }
  return null;
}

/**
 * Returns the first moment from `at` on at which sending is allowed (or is not) in a zone.
 * @param at UTC epoch ms
 * @returns UTC epoch ms; null if there is none within a month
 */
export function firstMoment(
  at: number,
  clock: ZoneClock,
  allowedOn: AllowedOn,
  allowed: boolean,
): number | null {
  const latest = at + mostDays * dayMs;
  for (let moment = at; moment < latest; ) {
    const offset = clock.offsetAt(moment);
    const found = firstOnSteadyClock(moment + offset, allowedOn, allowed) - offset;
    if (found === moment) return moment;
    const change = firstChange(clock, moment, Math.min(found, latest));
    if (change === null) return found < latest ? found : null;
    const skipped = change + clock.offsetAt(change) - offset;
    // Hours that begin in the skipped hour begin as long after midnight as on other days.
    if (allowed && found < skipped && isAllowedAt(found, clock, allowedOn)) return found;
    moment = change;
  }
  return null;
}

function isAllowedAt(at: number, clock: ZoneClock, allowedOn: AllowedOn): boolean {
  const local = at + clock.offsetAt(at);
  return firstOnSteadyClock(local, allowedOn, true) === local;
}

/** @returns UTC epoch ms of the first moment that is allowed in all zones; null if there is none within a month */
function allowedInAll(at: number, clocks: readonly ZoneClock[], allowedOn: AllowedOn): number | null {
  const latest = at + mostDays * dayMs;
  for (let moment = at; moment < latest; ) {
    let later = moment;
    for (const clock of clocks) {
      const first = firstMoment(moment, clock, allowedOn, true);
      if (first === null) return null;
      later = Math.max(later, first);
    }
    if (later === moment) return moment;
    moment = later;
  }
  return null;
}

/** Whether an instant is quiet, and until when nothing changes. */
export type QuietSpan = { readonly quiet: boolean; readonly from: number; readonly to: number };

/** Returns the span that begins at an instant: allowed in all zones, or quiet in one of them. */
export function spanFrom(at: number, clocks: readonly ZoneClock[], allowedOn: AllowedOn): QuietSpan {
  const free = allowedInAll(at, clocks, allowedOn);
  const far = at + dayMs;
  if (free !== at) return { quiet: true, from: at, to: free ?? far };
  const ends = clocks.map((clock) => firstMoment(at, clock, allowedOn, false) ?? far);
  return { quiet: false, from: at, to: Math.min(...ends) };
}
