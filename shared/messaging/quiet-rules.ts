/**
 * Which hours the law, a regulator or an industry's code leaves for messages, by country and by what a message is for. Each
 * rule has its source and the day it was looked up. It is no legal advice: the rules are the strictest reading found.
 */
import type { Purpose } from './purposes.ts';
import {
  type AllowedOn,
  allowedInBoth,
  type LocalDay,
  minutesOfDay,
  type Window,
  weekdayOf,
} from './quiet-calendar.ts';

export type QuietRule = {
  /** ISO 3166-1 alpha-2; null if the rule is for countries without their own. */
  readonly country: string | null;
  /** Advertising: purposes that need consent. Service: reminders and the like. */
  readonly kind: 'advertising' | 'service';
  /** The hours of each weekday, Sunday first, such as "08:00-20:00"; null if the whole day is quiet. */
  readonly week: readonly (string | null)[];
  /** Whether public holidays are quiet all day. */
  readonly holidays: boolean;
  /** `default`: no rule for the hours of messages was found, so Omnideck's own applies. */
  readonly basis: 'law' | 'regulator' | 'industry' | 'default';
  readonly source: string;
  /** Where the source can be read; null for Omnideck's own. */
  readonly url: string | null;
  /** When the source was read, YYYY-MM-DD. */
  readonly checked: string;
};

const checked = '2026-12-01';

/** @param week Sunday, Monday to Friday, Saturday */
const weekOf = (sunday: string | null, weekday: string, saturday: string | null) => [
  sunday,
  ...[weekday, weekday, weekday, weekday, weekday],
  saturday,
];
const everyDay = (hours: string) => weekOf(hours, hours, hours);

const defaultWeek = { week: weekOf(null, '09:00-20:00', '09:00-20:00'), holidays: true } as const;

/** Countries for which a rule about the hours of messages was looked for and not found. */
const withoutRule: readonly Pick<QuietRule, 'country' | 'source' | 'url'>[] = [
  {
    country: 'GB',
    source: 'PECR names no hours; the DMA Code asks to avoid antisocial times, in practice 09:00 to 20:00',
    url: 'https://help.listrak.com/en/articles/8291119-sms-compliance-in-the-united-kingdom',
  },
  {
    country: 'DE',
    source: 'UWG § 7 demands consent and names no hours',
    url: 'https://www.telerivet.com/blog/germany-sms-compliance-uwg-gdpr',
  },
  ...['EE', 'ES', 'FI', 'LT', 'LV', 'PL', 'SE'].map((country) => ({
    country,
    source: 'No rule for the hours of messages found; rules for calls are not counted',
    url: null,
  })),
];

const defaultRules: Readonly<Record<QuietRule['kind'], QuietRule>> = {
  advertising: {
    ...{ country: null, kind: 'advertising', ...defaultWeek, basis: 'default', checked, url: null },
    source: 'Omnideck’s own, for countries that are not listed',
  },
  service: {
    ...{ country: null, kind: 'service', week: everyDay('08:00-21:00'), holidays: false, url: null },
    ...{ basis: 'default', checked, source: 'Omnideck’s own: the rules found are for advertising only' },
  },
};

/** Within a country, every kind has one rule. */
export const quietRules: readonly QuietRule[] = [
  {
    ...{ country: 'AE', kind: 'advertising', week: everyDay('07:00-21:00'), holidays: false },
    ...{ basis: 'regulator', checked, source: 'TDRA: marketing messages from 7 to 21, any day' },
    url: 'https://unifonic.com/en/resources/navigating-uaes-sms-compliance-landscape-a-guide-for-businesses',
  },
  {
    ...{
      country: 'FR',
      kind: 'advertising',
      week: weekOf(null, '08:00-20:00', '08:00-20:00'),
      holidays: true,
    },
    ...{ basis: 'industry', checked },
    source:
      'af2m charter of 1 September 2024: working days from 8 to 22; operators and providers stop at 20, which is stricter',
    url: 'https://af2m.org/la-charte-de-deontologie-applicable-aux-services-de-business-messaging-est-effective-depuis-le-1er-septembre-2024',
  },
  {
    ...{ country: 'IN', kind: 'advertising', week: everyDay('09:00-21:00'), holidays: false },
    ...{ basis: 'regulator', checked, source: 'TRAI: no commercial messages between 21 and 9' },
    url: 'http://www.pppindia.com/blog/info/bulk-sms-regulations-trai/',
  },
  {
    ...{ country: 'JO', kind: 'advertising', week: everyDay('07:00-21:00'), holidays: false },
    ...{ basis: 'regulator', checked, source: 'TRC: no promotional messages between 21 and 7' },
    url: 'https://www.ameinfo.com/tech-and-mobility/jordan-restricts-promotional-smss-at-night/',
  },
  {
    ...{ country: 'NG', kind: 'advertising', week: everyDay('08:00-20:00'), holidays: false },
    ...{ basis: 'regulator', checked, source: 'NCC: no promotional messages between 20 and 8' },
    url: 'https://status.africastalking.com/incident/538/',
  },
  {
    ...{ country: 'US', kind: 'advertising', holidays: false, basis: 'law', checked },
    week: weekOf('12:00-20:00', '09:00-20:00', '09:00-20:00'),
    source:
      'TCPA, 47 CFR 64.1200(c)(1): 8 to 21. A number does not name its state, so the strictest state laws that name messages apply: ' +
      'Connecticut from 9 to 20, Florida and Oklahoma to 20, Texas on Sundays from noon',
    url: 'https://support.referrizer.com/en/category/text-campaigns/article/tcpa-quiet-hours-and-state-specific-rules-for-text-campaigns',
  },
  {
    ...{
      country: 'ZA',
      kind: 'advertising',
      week: weekOf(null, '08:00-20:00', '09:00-13:00'),
      holidays: true,
    },
    ...{ basis: 'law', checked, source: 'Consumer Protection Act, section 12 and Notice R293' },
    url: 'https://www.acts.co.za/consumer-protection-act-2008/r293_prohibited_time_for_contacting_consumers',
  },
  ...withoutRule.map(
    (one): QuietRule => ({ ...one, ...defaultWeek, kind: 'advertising', basis: 'default', checked }),
  ),
  ...Object.values(defaultRules),
];

/** Advertising is what nobody may be sent without having agreed. */
export const kindOf = ({ needsConsent }: Purpose): QuietRule['kind'] =>
  needsConsent ? 'advertising' : 'service';

/** Returns the rule of a country, or else the default. @param country ISO 3166-1 alpha-2 */
export function ruleOf(country: string, kind: QuietRule['kind']): QuietRule {
  const own = quietRules.find((rule) => rule.country === country && rule.kind === kind);
  return own ?? defaultRules[kind];
}

/** @param isHoliday whether a local day is a public holiday of the country of the rule */
export function allowedByRule(rule: QuietRule, isHoliday: (day: LocalDay) => boolean): AllowedOn {
  const week = rule.week.map(readWindow);
  return (day) => (rule.holidays && isHoliday(day) ? [] : (week[weekdayOf(day)] ?? []));
}

/** Returns the hours that all rules allow. */
export function allowedByAll(all: readonly AllowedOn[]): AllowedOn {
  return all.reduce(allowedInBoth, () => [{ from: 0, to: minutesOfDay }]);
}

function readWindow(text: string | null): readonly Window[] {
  if (text === null) return [];
  const [from = 0, to = 0] = text.split('-').map((clock) => {
    const [hours = 0, minutes = 0] = clock.split(':').map(Number);
    return hours * 60 + minutes;
  });
  return [{ from, to }];
}
