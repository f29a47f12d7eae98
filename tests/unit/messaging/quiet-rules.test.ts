import { describe, expect, it } from 'vitest';
import { builtInPurposes } from '../../../shared/messaging/purposes.ts';
import { quietKind } from '../../../shared/messaging/quiet-facts.ts';
import { allowedByAll, allowedByRule, quietRules, ruleOf } from '../../../shared/messaging/quiet-rules.ts';

const noHolidays = () => false;
/** A Monday to a Sunday. */
const week = [7, 8, 9, 10, 11, 12, 13].map((day) => ({ year: 2026, month: 12, day }));
const hours = (windows: readonly { from: number; to: number }[]) =>
  windows.map(({ from, to }) => `${from / 60}-${to / 60}`).join();
const weekOf = (country: string, kind: 'advertising' | 'service') =>
  week.map((day) => hours(allowedByRule(ruleOf(country, kind), noHolidays)(day)));

describe('the rules for quiet hours', () => {
  it('have a source, the day it was read, and readable hours for each weekday', () => {
    for (const rule of quietRules) {
      expect(rule.week).toHaveLength(7);
      for (const text of rule.week) expect(text ?? '00:00-24:00').toMatch(/^\d\d:\d\d-\d\d:\d\d$/u);
      expect(rule.source).not.toBe('');
      expect(rule.checked).toMatch(/^\d{4}-\d\d-\d\d$/u);
      if (rule.basis !== 'default') expect(rule.url).toMatch(/^https?:\/\//u);
    }
  });

  it('name each country once for each kind', () => {
    const names = quietRules.map(({ country, kind }) => `${country} ${kind}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('allow advertising in France on weekdays and Saturdays, not on Sundays and public holidays', () => {
    const weekday = '8-20';
    expect(weekOf('FR', 'advertising')).toEqual([...Array.from({ length: 6 }, () => weekday), '']);
    expect(allowedByRule(ruleOf('FR', 'advertising'), () => true)({ year: 2026, month: 12, day: 7 })).toEqual(
      [],
    );
  });

  it('use the strictest state law that names messages in the United States, because a number names no state', () => {
    expect(weekOf('US', 'advertising')).toEqual([...Array.from({ length: 6 }, () => '9-20'), '12-20']);
  });

  it('use the default for a country without a rule, and say so', () => {
    expect(ruleOf('EE', 'advertising')).toMatchObject({ country: 'EE', basis: 'default' });
    expect(ruleOf('IS', 'advertising')).toMatchObject({ country: null, basis: 'default' });
    expect(weekOf('IS', 'advertising')).toEqual([...Array.from({ length: 6 }, () => '9-20'), '']);
    expect(weekOf('FR', 'service')).toEqual(Array.from({ length: 7 }, () => '8-21'));
  });

  it('leave some hours if all of them apply, as for a number that may be anywhere', () => {
    const all = quietRules.filter(({ kind }) => kind === 'advertising');
    const allowedOn = allowedByAll(all.map((rule) => allowedByRule(rule, noHolidays)));
    expect(week.map((day) => hours(allowedOn(day)))).toEqual([
      ...Array.from({ length: 5 }, () => '9-20'),
      '9-13',
      '',
    ]);
  });
});

describe('the purpose of a message', () => {
  it('decides whether it keeps to quiet hours: general and security codes do not', () => {
    const kinds = builtInPurposes.map(({ name }) => [name, quietKind([], name)]);
    expect(Object.fromEntries(kinds)).toEqual({
      ...{ general: null, marketing: 'advertising', appointments: 'service', 'security codes': null },
    });
    expect(quietKind([], null)).toBeNull();
  });

  it('of an earlier version, a text, keeps to none: nothing sendable yesterday is delayed', () => {
    expect(quietKind([], 'They agreed on the phone')).toBeNull();
  });
});
