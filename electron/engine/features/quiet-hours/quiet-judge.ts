/** Judges whether it is quiet for a number: rules of the country, public holidays, and the user's own hours. */
import type { BeforeSendingSettings } from '../../../../shared/contract/compose.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { type NumberPlace, numberClock, placeKey } from '../../../../shared/messaging/number-clock.ts';
import { countriesOfCode, splitPhone } from '../../../../shared/messaging/phone.ts';
import {
  type AllowedOn,
  allowedInBoth,
  type LocalDay,
  spanFrom,
  weekdayOf,
} from '../../../../shared/messaging/quiet-calendar.ts';
import type { JudgedSpan, QuietFacts, QuietQuestion } from '../../../../shared/messaging/quiet-facts.ts';
import { allowedEveryDay, parseClock } from '../../../../shared/messaging/quiet-hours.ts';
import {
  allowedByAll,
  allowedByRule,
  type QuietRule,
  quietRules,
  ruleOf,
} from '../../../../shared/messaging/quiet-rules.ts';
import {
  createClockShelf,
  formatWall,
  ownZone,
  type ZoneClock,
} from '../../../../shared/messaging/time-zones.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { HolidayDays, Holidays } from './holidays.ts';

/** The hours of a place for one kind of message. */
type PlaceHours = {
  readonly rules: readonly QuietRule[];
  readonly allowedOn: AllowedOn;
  /** All must allow it. */
  readonly clocks: readonly ZoneClock[];
  /** The zone of the number is not certain. */
  readonly uncertain: boolean;
};

export type QuietJudge = {
  /** Returns the hours that apply from a time on, for a month. */
  hoursOf(number: NumberPlace, kind: QuietRule['kind'], at: number): Promise<PlaceHours>;
  /** Returns what was judged so far, for the transaction that begins attempts. */
  facts(): QuietFacts;
  /** Judges what a transaction could not answer; its answers are in the facts from then on. */
  answer(questions: readonly QuietQuestion[]): Promise<void>;
};

type Needs = {
  readonly settings: () => Settings;
  readonly holidays: Holidays;
  readonly noteFailure: NoteFailure;
};

const monthMs = 32 * 86_400_000;
/** How long sending waits if the hours cannot be determined. */
const againMs = 60_000;
/** The maximum number of spans that are remembered. */
const mostSpans = 500;

export function createQuietJudge({ settings, holidays, noteFailure }: Needs): QuietJudge {
  const clockOf = createClockShelf();
  const mine = ownZone();
  let spans: readonly JudgedSpan[] = [];
  let judgedWith: BeforeSendingSettings | null = null;

  async function hoursOf(number: NumberPlace, kind: QuietRule['kind'], at: number): Promise<PlaceHours> {
    const own = settings().beforeSending;
    const where = numberClock(number, own.zones, clockOf, at, mine);
    const chosen = number.country === null ? undefined : own.zones[number.country];
    const clocks = chosen === where.clock.zone ? [where.clock] : where.all;
    const countries =
      number.country === null ? countriesOfCode(splitPhone(number.e164).code) : [number.country];
    const places = placesOf(countries, kind);
    const years = [
      ...new Set([at - monthMs, at, at + monthMs].map((time) => new Date(time).getUTCFullYear())),
    ];
    const days = new Map<string, ReadonlySet<string>>();
    for (const { country, rule } of places) {
      if (country === null || !(rule.holidays || own.quietDays.holidays)) continue;
      days.set(country, union(await Promise.all(years.map((year) => holidays.of(country, year)))));
    }
    const isHolidayOf = (country: string | null) => (day: LocalDay) =>
      country !== null && days.get(country)?.has(isoDay(day)) === true;
    const byRules = places.map(({ country, rule }) => allowedByRule(rule, isHolidayOf(country)));
    const anyHoliday = (day: LocalDay) => places.some(({ country }) => isHolidayOf(country)(day));
    return {
      rules: [...new Set(places.map(({ rule }) => rule))],
      allowedOn: allowedInBoth(allowedByAll(byRules), ownHours(own, anyHoliday)),
      clocks,
      uncertain: clocks.length > 1 || where.uncertain,
    };
  }

  async function judge(question: QuietQuestion): Promise<JudgedSpan> {
    const { at, kind } = question;
    const place = placeKey(question);
    const show = (time: number) => formatWall(clockOf(mine).wallAt(time)).replace('T', ' ');
    try {
      const { clocks, allowedOn } = await hoursOf(question, kind, at);
      const span = spanFrom(at, clocks, allowedOn);
      return { ...span, place, kind, zone: mine, shown: show(span.to) };
    } catch (error) {
      noteFailure('quiet-hours-unknown', error);
      const to = at + againMs;
      return { quiet: true, from: at, to, place, kind, zone: mine, shown: show(to), unknown: true };
    }
  }

  function forgetOldSettings(): void {
    const now = settings().beforeSending;
    if (judgedWith === now) return;
    judgedWith = now;
    spans = [];
  }

  return {
    hoursOf,
    facts() {
      forgetOldSettings();
      return { purposes: settings().purposes, inSandbox: settings().beforeSending.inSandbox, spans };
    },
    async answer(questions) {
      forgetOldSettings();
      const before = judgedWith;
      const judged: JudgedSpan[] = [];
      for (const question of questions) judged.push(await judge(question));
      // Settings that were changed meanwhile ask again.
      if (before === judgedWith && before === settings().beforeSending)
        spans = [...spans, ...judged].slice(-mostSpans);
    },
  };
}

/** The possible countries with their rules; without a country, every rule. */
function placesOf(countries: readonly string[], kind: QuietRule['kind']) {
  if (countries.length > 0) return countries.map((country) => ({ country, rule: ruleOf(country, kind) }));
  return quietRules.filter((rule) => rule.kind === kind).map((rule) => ({ country: rule.country, rule }));
}

/** The user's own hours: they only make the rules stricter. */
function ownHours(
  { quietHours, quietDays }: BeforeSendingSettings,
  isHoliday: (day: LocalDay) => boolean,
): AllowedOn {
  const from = parseClock(quietHours.from);
  const to = parseClock(quietHours.to);
  const daily = allowedEveryDay(
    quietHours.on && from !== null && to !== null ? { from, to } : { from: 0, to: 0 },
  );
  return (day) =>
    (quietDays.sundays && weekdayOf(day) === 0) || (quietDays.holidays && isHoliday(day)) ? [] : daily(day);
}

const union = (sets: readonly HolidayDays[]): HolidayDays => new Set(sets.flatMap((set) => [...set]));

function isoDay({ year, month, day }: LocalDay): string {
  return formatWall({ year, month, day, hour: 0, minute: 0 }).slice(0, 'YYYY-MM-DD'.length);
}
