/** Quiet hours: when a recipient should not receive messages, in the recipient's local time. */
import type { CountryClock } from './country-zones.ts';
import { type AllowedOn, firstMoment, minutesOfDay, spanFrom } from './quiet-calendar.ts';
import type { ZoneClock } from './time-zones.ts';

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

/** Returns whether a local minute is quiet. If `from` equals `to`, no minute is. */
export function isQuiet(minute: number, { from, to }: QuietHours): boolean {
  if (from <= to) return minute >= from && minute < to;
  return minute >= from || minute < to;
}

/** Returns the hours of each day outside of quiet hours. */
export function allowedEveryDay({ from, to }: QuietHours): AllowedOn {
  const day =
    from <= to
      ? [
          { from: 0, to: from },
          { from: to, to: minutesOfDay },
        ]
      : [{ from: to, to: from }];
  const windows = from === to ? [{ from: 0, to: minutesOfDay }] : day.filter((one) => one.from < one.to);
  return () => windows;
}

const allowedBy = (hours: QuietHours | AllowedOn): AllowedOn =>
  typeof hours === 'function' ? hours : allowedEveryDay(hours);

/**
 * Returns when quiet hours end, if an instant lies in them.
 * @param at UTC epoch ms
 * @returns UTC epoch ms; null if the instant is not in quiet hours, or they do not end within a month. If
 * their end is skipped by a clock change, the moment after the gap; if it occurs twice, the first one.
 */
export function quietUntil(at: number, clock: ZoneClock, quiet: QuietHours | AllowedOn): number | null {
  const first = firstMoment(at, clock, allowedBy(quiet), true);
  return first === at ? null : first;
}

/** `at`: the first quiet moment, in the given zone. */
export type QuietAt = { readonly zone: string; readonly at: number; readonly untilAt: number };

/**
 * Returns whether an instant may lie in the quiet hours of a number of a country. If its zone is certain,
 * that zone is used; otherwise all zones of the country, until quiet hours apply in none of them.
 * @param at UTC epoch ms
 */
export function quietFor(at: number, where: CountryClock, quiet: QuietHours | AllowedOn): QuietAt | null {
  return quietInAny(at, where.settled ? [where.clock] : where.all, allowedBy(quiet));
}

/** @returns null if no zone has quiet hours at the instant */
function quietInAny(at: number, clocks: readonly ZoneClock[], allowedOn: AllowedOn): QuietAt | null {
  const quiet = clocks.find((clock) => firstMoment(at, clock, allowedOn, true) !== at);
  if (quiet === undefined) return null;
  return { zone: quiet.zone, at, untilAt: spanFrom(at, clocks, allowedOn).to };
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
export function quietWithin(span: Span, where: CountryClock, quiet: QuietHours | AllowedOn): QuietAt | null {
  return quietWithinAny(span, where.settled ? [where.clock] : where.all, allowedBy(quiet));
}

/** The same for zones that must all allow it. */
export function quietWithinAny(
  span: Span,
  clocks: readonly ZoneClock[],
  allowedOn: AllowedOn,
): QuietAt | null {
  const now = quietInAny(span.from, clocks, allowedOn);
  if (now !== null) return now;
  const { to } = spanFrom(span.from, clocks, allowedOn);
  return to <= span.to ? quietInAny(to, clocks, allowedOn) : null;
}
