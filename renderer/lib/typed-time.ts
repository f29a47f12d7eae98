/**
 * Dates and times as a person types them. Every field accepts ISO 8601 and the format of the window's language, which
 * it shows. In English the field shows ISO, because the order of day and month differs between English-speaking
 * countries.
 */

import { formatWall, parseWall } from '../../shared/messaging/time-zones.ts';

export type TimeKind = 'date' | 'time' | 'datetime';

const two = (value: number) => String(value).padStart(2, '0');

/** Returns the date in ISO 8601; null if there is no such day. */
function isoDay(year: number, month: number, day: number): string | null {
  const midnight = formatWall({ year, month, day, hour: 0, minute: 0 });
  return parseWall(midnight) === null ? null : midnight.slice(0, '2026-11-24'.length);
}

const isEnglish = (locale: string) => locale.startsWith('en');

/** Parses "2026-11-24", "24.11.2026", "24/11/26". In English, "3/4/2026" has two meanings and is not a date. */
function readDay(text: string, locale: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(text);
  if (iso) return isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const match = /^(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d\d)$/u.exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const isAmbiguous = match[2] !== '.' && first <= 12 && second <= 12 && first !== second;
  if (isEnglish(locale) && isAmbiguous) return null;
  const year = match[4] ?? '';
  return isoDay(Number(year.length === 2 ? `20${year}` : year), second, first);
}

/** Parses "9:30", "09.30", "0930". */
function readClock(text: string): string | null {
  const match = /^(\d{1,2})[:.](\d\d)(?::\d\d)?$/u.exec(text) ?? /^(\d\d)(\d\d)$/u.exec(text);
  if (!match) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  return hours < 24 && minutes < 60 ? `${two(hours)}:${two(minutes)}` : null;
}

/** Parses a typed text. @returns "2026-11-24", "09:30", "2026-11-24T09:30"; null if it is not of this kind */
export function readTyped(kind: TimeKind, typed: string, locale: string): string | null {
  const text = typed.trim();
  if (kind === 'date') return readDay(text, locale);
  if (kind === 'time') return readClock(text);
  const parts = /^(.*\d)(?:T|,?\s+)(\d[\d:.]*)$/u.exec(text);
  const day = readDay(parts?.[1] ?? '', locale);
  const clock = readClock(parts?.[2] ?? '');
  return day === null || clock === null ? null : `${day}T${clock}`;
}

/** Returns the text that a field shows for a value of readTyped(); any other text stays as it is. */
export function showTyped(kind: TimeKind, value: string, locale: string): string {
  if (kind === 'time' || readTyped(kind, value, locale) !== value) return value;
  const [day = '', clock] = value.split('T');
  const [year, month, date] = day.split('-');
  const shown = isEnglish(locale) ? day : `${date}.${month}.${year}`;
  return clock === undefined ? shown : `${shown} ${clock}`;
}
