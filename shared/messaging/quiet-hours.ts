/** Quiet hours: when a person should not be written to, by the clock where the person is. */
import type { CountryClock } from './country-zones.ts';
import { addDays, instantOf, type WallTime, type ZoneClock } from './time-zones.ts';

/** Minutes after midnight; `from` is the first that is quiet, `to` the first that is not. They may cross midnight. */
export type QuietHours = { readonly from: number; readonly to: number };

/** "21:00" as minutes after midnight; null for anything else. */
export function parseClock(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

const minuteOf = ({ hour, minute }: WallTime) => hour * 60 + minute;

/** Whether a wall's clock shows a quiet minute. `from` equal to `to`: none is. */
export function isQuiet(minute: number, { from, to }: QuietHours): boolean {
  if (from <= to) return minute >= from && minute < to;
  return minute >= from || minute < to;
}

/**
 * When quiet hours end, if an instant lies in them.
 * @param at UTC epoch ms
 * @returns UTC epoch ms; null where it does not lie in them. An end that the clock skips is the moment after the gap;
 *   one that it shows twice is the second, since the first is followed by quiet minutes again.
 */
export function quietUntil(at: number, clock: ZoneClock, quiet: QuietHours): number | null {
  const wall = clock.wallAt(at);
  if (!isQuiet(minuteOf(wall), quiet)) return null;
  const endOf = (day: WallTime): number => {
    const end = clock.instantsOf({ ...day, hour: Math.floor(quiet.to / 60), minute: quiet.to % 60 });
    return end.kind === 'twice' ? end.second : instantOf(end);
  };
  const today = endOf(wall);
  return today > at ? today : endOf(addDays(wall, 1));
}

/** The first instant from `at` on that is quiet in none of the clocks; null where a week has none. */
function freeInAll(at: number, clocks: readonly ZoneClock[], quiet: QuietHours): number | null {
  let moment = at;
  const latest = at + 7 * 86_400_000;
  while (moment < latest) {
    let later = moment;
    for (const clock of clocks) later = Math.max(later, quietUntil(moment, clock, quiet) ?? 0);
    if (later === moment) return moment;
    moment = later;
  }
  return null;
}

/** `at`: the first moment that is quiet, in the zone told. */
export type QuietAt = { readonly zone: string; readonly at: number; readonly untilAt: number };

/**
 * Whether an instant may lie in the quiet hours of a number of a country. Where its zone is settled, by that zone;
 * else in any zone of the country, and until it is quiet in none of them.
 * @param at UTC epoch ms
 */
export function quietFor(at: number, where: CountryClock, quiet: QuietHours): QuietAt | null {
  const clocks = where.settled ? [where.clock] : where.all;
  for (const clock of clocks) {
    const until = quietUntil(at, clock, quiet);
    if (until !== null) return { zone: clock.zone, at, untilAt: freeInAll(at, clocks, quiet) ?? until };
  }
  return null;
}

/**
 * When a step of a chain may be tried: at once after the sending, if the ones before it fail at once, up to the end of
 * all waits before it.
 */
export type Span = { readonly from: number; readonly to: number };

/** Where Messente's default holds, which is not documented: the 21,600 s of its samples, and of its older SMS API. */
const assumedWaitSeconds = 21_600;

/**
 * The spans in which the steps of a chain may be tried.
 * @param waits each step's ttl or validity, seconds; null where Messente's default holds
 * @param at when the first is tried, UTC epoch ms
 */
export function stepSpans(waits: readonly (number | null)[], at: number): readonly Span[] {
  let latest = at;
  return waits.map((wait) => {
    const span = { from: at, to: latest };
    latest += (wait ?? assumedWaitSeconds) * 1000;
    return span;
  });
}

/**
 * The first quiet moment of a span.
 * @returns null where none of it is quiet
 */
export function quietWithin(span: Span, where: CountryClock, quiet: QuietHours): QuietAt | null {
  const minuteMs = 60_000;
  const now = quietFor(span.from, where, quiet);
  if (now !== null) return now;
  const clocks = where.settled ? [where.clock] : where.all;
  let soonest: number | null = null;
  for (const clock of clocks) {
    const wall = clock.wallAt(span.from);
    for (const days of [0, 1]) {
      const begin = clock.instantsOf({
        ...addDays(wall, days),
        hour: Math.floor(quiet.from / 60),
        minute: quiet.from % 60,
      });
      const at = instantOf(begin);
      if (at < span.from || at > span.to) continue;
      soonest = soonest === null ? at : Math.min(soonest, at);
      break;
    }
  }
  if (soonest === null) return null;
  // Where the clock skips the beginning, what follows the gap may be past the end.
  return quietFor(soonest, where, quiet) ?? quietFor(soonest + minuteMs, where, quiet);
}
