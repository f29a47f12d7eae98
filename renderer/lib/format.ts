/** Formats dates, times, money and durations in the catalogue's language. All times are UTC epoch ms. */
import { countryOf, formatPhone } from '../../shared/messaging/phone.ts';
import type { Words } from './words/words.ts';

export type Format = {
  /** 12:03:41 */
  readonly time: (at: number) => string;
  /** 12:03:41.218 */
  readonly exactTime: (at: number) => string;
  /** 12:03 */
  readonly shortTime: (at: number) => string;
  /** Today, Yesterday, Tue 24 November, including the year if it is not the current one. */
  readonly day: (at: number, now: number) => string;
  /** "today at 12:01", "yesterday at 9:00", "24 Nov at 12:01" */
  readonly when: (at: number, now: number) => string;
  /** "12:03" for today, otherwise "24 Nov, 12:03" */
  readonly moment: (at: number, now: number) => string;
  /** "24 Nov"; in another year with the year. */
  readonly date: (at: number, now: number) => string;
  /** Date and time in full, for tooltips. */
  readonly full: (at: number) => string;
  /** "0:38", "5:00"; from an hour on "5 h 59 min". Rounded up to the second. */
  readonly countdown: (ms: number) => string;
  /**
   * "1.9 s", "1 min 02 s", "2 h 05 min", "3 d"; exactly, such as "3.016 s", if the length would read like one of the
   * time limits that it is compared with.
   */
  readonly length: (ms: number, limits?: readonly number[]) => string;
  /** "14.1 s", "3 min", "2 h", "5 d": only the largest unit. */
  readonly brief: (ms: number) => string;
  /** "60 s", "5 min", "6 h": a configured wait, given in seconds. */
  readonly wait: (seconds: number) => string;
  readonly number: (value: number) => string;
  /** The thousands separator and the decimal sign, for number fields. */
  readonly separators: { readonly thousandSeparator: string; readonly decimalSeparator: string };
  /** The position of the currency sign beside a typed amount in EUR. */
  readonly euroSign: { readonly prefix: string } | { readonly suffix: string };
  /** A decimal string in EUR. */
  readonly money: (amount: string) => string;
  readonly country: (code: string) => string;
  /** "+372 5550 1411" with non-breaking spaces; text that is not a number stays unchanged. */
  readonly phone: (to: string) => string;
  /** The name of a number's country; null if it belongs to none. */
  readonly phoneCountry: (to: string) => string | null;
  /** The local midnight before `at`. */
  readonly startOfDay: (at: number) => number;
};

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const dayMs = 24 * hour;

/** The maximum number of cached numbers: more than any screen shows, but small. */
const mostPhones = 20_000;

export function startOfDay(at: number): number {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

const digitsOf = (text: string) => text.replaceAll(/\D/g, '');

/** Cached, because a list shows the same numbers again and again. */
function phoneFormat(): (to: string) => string {
  const kept = new Map<string, string>();
  return (to) => {
    const known = kept.get(to);
    if (known !== undefined) return known;
    const groups = formatPhone(to).replaceAll(' ', '\u00a0');
    /*
     * The library treats a zero after the country code as a trunk prefix and drops it; the shown number must
     * be the one that was sent to.
     */
    const grouped = digitsOf(groups) === digitsOf(to) ? groups : to;
    if (kept.size >= mostPhones) kept.clear();
    kept.set(to, grouped);
    return grouped;
  };
}

/** The formats of durations. */
function lengthsOf(
  { locale, units }: Words,
  number: Intl.NumberFormat,
): Pick<Format, 'countdown' | 'length' | 'brief' | 'wait'> {
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const two = (value: number) => String(value).padStart(2, '0');
  const rounded = (ms: number) => {
    if (ms < minute) return units.seconds(tenths.format(Math.max(0, ms) / second));
    if (ms < hour)
      return units.minutesSeconds(Math.floor(ms / minute), two(Math.floor((ms % minute) / second)));
    if (ms < 2 * dayMs) return units.hoursMinutes(Math.floor(ms / hour), Math.floor((ms % hour) / minute));
    return units.days(Math.floor(ms / dayMs));
  };
  return {
    countdown(ms) {
      const seconds = Math.max(0, Math.ceil(ms / second));
      if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
      return units.hoursMinutes(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60));
    },
    length(ms, limits = []) {
      const text = rounded(ms);
      const isLimit = limits.some((limit) => limit !== ms && rounded(limit) === text);
      return isLimit ? units.seconds(exact.format(ms / second)) : text;
    },
    brief(ms) {
      if (ms < minute) return units.seconds(tenths.format(Math.max(0, ms) / second));
      if (ms < hour) return units.minutes(Math.floor(ms / minute));
      return ms < 2 * dayMs ? units.hours(Math.floor(ms / hour)) : units.days(Math.floor(ms / dayMs));
    },
    wait(seconds) {
      if (seconds % 86_400 === 0 && seconds > 86_400) return units.days(seconds / 86_400);
      if (seconds % 3600 === 0 && seconds > 0) return units.hours(seconds / 3600);
      if (seconds % 60 === 0 && seconds > 60) return units.minutes(seconds / 60);
      return units.seconds(number.format(seconds));
    },
  };
}

/** Returns the cached formats of a catalogue, because creating an Intl object costs more than using it. */
export function formatsOf(words: Words): Format {
  const { locale } = words;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const shortTime = new Intl.DateTimeFormat(locale, clock);
  const time = new Intl.DateTimeFormat(locale, { ...clock, second: '2-digit' });
  const exact = new Intl.DateTimeFormat(locale, { ...clock, second: '2-digit', fractionalSecondDigits: 3 });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long' });
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const dateOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
  const number = new Intl.NumberFormat(locale);
  const euro = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  });
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const partOf = (type: Intl.NumberFormatPartTypes) =>
    number.formatToParts(12_345.6).find((part) => part.type === type)?.value ?? '';
  const [firstPart] = euro.formatToParts(1);

  const country = (code: string) => countries.of(code) ?? code;
  const sameYear = (one: number, other: number) =>
    new Date(one).getFullYear() === new Date(other).getFullYear();
  const daysBack = (at: number, now: number) => Math.round((startOfDay(now) - startOfDay(at)) / dayMs);
  const dateAt = (at: number, now: number) => (sameYear(at, now) ? date : dateOfYear).format(at);

  return {
    time: (at) => time.format(at),
    exactTime: (at) => exact.format(at),
    shortTime: (at) => shortTime.format(at),
    day(at, now) {
      const back = daysBack(at, now);
      if (back === 0) return words.days.today;
      if (back === 1) return words.days.yesterday;
      if (back === -1) return words.days.tomorrow;
      return (sameYear(at, now) ? day : dayOfYear).format(at);
    },
    when(at, now) {
      const back = daysBack(at, now);
      const clockTime = shortTime.format(at);
      if (back === 0) return words.days.todayAt(clockTime);
      if (back === 1) return words.days.yesterdayAt(clockTime);
      if (back === -1) return words.days.tomorrowAt(clockTime);
      return words.days.dateAt(dateAt(at, now), clockTime);
    },
    moment(at, now) {
      const back = daysBack(at, now);
      const clockTime = shortTime.format(at);
      if (back === 0) return clockTime;
      return words.days.dateTime(back === -1 ? words.days.tomorrow : dateAt(at, now), clockTime);
    },
    date: dateAt,
    full: (at) => full.format(at),
    ...lengthsOf(words, number),
    number: (value) => number.format(value),
    separators: { thousandSeparator: partOf('group'), decimalSeparator: partOf('decimal') },
    euroSign: firstPart?.type === 'currency' ? { prefix: '€' } : { suffix: '\u00a0€' },
    money: (amount) => {
      /* Formatted as a decimal string: Intl formats strings exactly. */
      const parsed = /^-?\d+(\.\d+)?$/.test(amount) ? (amount as `${number}`) : null;
      return parsed === null ? amount : euro.format(parsed);
    },
    country,
    phone: phoneFormat(),
    phoneCountry(to) {
      const code = countryOf(to);
      return code === null ? null : country(code);
    },
    startOfDay,
  };
}
