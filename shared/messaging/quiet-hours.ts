/** Quiet hours: when a recipient should not receive messages, in the recipient's local time. */
import type { CountryClock } from './country-zones.ts';
import { addDays, instantOf, type WallTime, type ZoneClock } from './time-zones.ts';

/**
 * Minutes after midnight; `from` is the first quiet minute, `to` the first one that is not. They may span
 * midnight.
 */
export type QuietHours = { readonly from: number; readonly to: number };

/** Parses "21:00" as minutes after midnight; null for anything else. */
export function parseClock(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

const minuteOf = ({ hour, minute }: WallTime) => hour * 60 + minute;

/** Returns whether a local minute is quiet. If `from` equals `to`, no minute is. */
export function isQuiet(minute: number, { from, to }: QuietHours): boolean {
  if (from <= to) return minute >= from && minute < to;
  return minute >= from || minute < to;
}

/**
 * Returns when quiet hours end, if an instant lies in them.
 * @param at UTC epoch ms
 * @returns UTC epoch ms; null if the instant is not in quiet hours. If their end is skipped by a clock
 * change, the moment after
 * the gap; if it occurs twice, the second one, because the first is followed by quiet minutes again.
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

/**
 * Returns the first instant from `at` on that is quiet in none of the clocks; null if there is none within a
 * week.
 */
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

/** `at`: the first quiet moment, in the given zone. */
export type QuietAt = { readonly zone: string; readonly at: number; readonly untilAt: number };

/**
 * Returns whether an instant may lie in the quiet hours of a number of a country. If its zone is certain,
 * that zone is used; otherwise all zones of the country, until quiet hours apply in none of them.
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
 * When a step of a chain may be tried: from the time of sending, if all earlier steps fail at once, to the
 * end of all waits before it.
 */
export type Span = { readonly from: number; readonly to: number };

/**
 * The assumed wait if Messente's undocumented default applies: the 21,600 s of its examples and of its older
 * SMS API.
 */
const assumedWaitSeconds = 21_600;

/**
 * Returns the spans in which the steps of a chain may be tried.
 * @param waits each step's ttl or validity, seconds; null if Messente's default applies
 * @param at when the first step is tried, UTC epoch ms
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
 * Returns the first quiet moment of a span.
 * @returns null if no moment of it is quiet
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
  // If a clock change skips the beginning, the moment after the gap may be after the end.
  return quietFor(soonest, where, quiet) ?? quietFor(soonest + minuteMs, where, quiet);
}
