/**
 * A person's number in what others wrote: found in any of its writings, and taken out of it. For drafts and the like,
 * which hold numbers as they were typed.
 */
import { parsePhone } from './phone.ts';
import type { E164 } from './types.ts';

/** What people put between the digits of a number. */
const gap = String.raw`[\s().\-/\u00a0\u2010-\u2015]{0,3}`;

function spaced(digits: string): string {
  return [...digits].join(gap);
}

/** Every way that a number is likely to be written, with its country code or without, inside of other text. */
function writingsOf(number: string): RegExp {
  const digits = number.slice(1);
  const phone = parsePhone(number);
  const national = phone.ok ? phone.value.national.replaceAll(/\D/gu, '').replace(/^0/u, '') : '';
  const whole = String.raw`(?<!\d)(?:(?:\+|00)${gap})?${spaced(digits)}(?!\d)`;
  // Not behind another country's code, and not so short that it could be anything.
  const inside =
    national.length < 6 || national === digits
      ? ''
      : String.raw`|(?<![\d+]${gap})0?${spaced(national)}(?!\d)`;
  return new RegExp(whole + inside, 'gu');
}

/**
 * Takes a number out of a value of JSON: out of texts; of lists, the items that are the number or are about it; of
 * objects, the entries that are named by it.
 * @param number E.164
 * @returns the value without it, and how often it was found
 */
export function forgetNumber(
  value: unknown,
  number: string,
): { readonly value: unknown; readonly found: number } {
  const writing = writingsOf(number);
  let found = 0;
  const isIt = (text: string): boolean => {
    const rest = text.replace(writing, '');
    return rest !== text && /^[\s().+-]*$/u.test(rest);
  };
  const strip = (text: string): string =>
    text.replace(writing, () => {
      found += 1;
      return '';
    });
  const isAbout = (item: unknown): boolean => {
    if (typeof item === 'string') return isIt(item);
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return false;
    return Object.values(item).some((inner) => typeof inner === 'string' && isIt(inner));
  };
  const walk = (item: unknown): unknown => {
    if (typeof item === 'string') return strip(item);
    if (Array.isArray(item)) {
      return item.flatMap((inner): unknown[] => {
        if (!isAbout(inner)) return [walk(inner)];
        found += 1;
        return [];
      });
    }
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(
      Object.entries(item).flatMap(([name, inner]): [string, unknown][] => {
        if (!isIt(name)) return [[name, walk(inner)]];
        found += 1;
        return [];
      }),
    );
  };
  return { value: walk(value), found };
}

/**
 * The numbers that a text may name, each as E.164: of anything that could be one, whole and piece by piece.
 * @param country of numbers without a country code, ISO 3166-1 alpha-2; null: they are not looked for
 */
export function numbersIn(text: string, country: string | null): Set<E164> {
  const found = new Set<E164>();
  const add = (written: string): void => {
    const digits = written.replaceAll(/\D/gu, '').replace(/^00/u, '');
    if (digits.length >= 7 && digits.length <= 15) found.add(`+${digits}` as E164);
    if (country === null || /^\s*(?:\+|00)/u.test(written)) return;
    const phone = parsePhone(written, country);
    if (phone.ok) found.add(phone.value.e164);
  };
  for (const [run] of text.matchAll(/\+?\d[\d\s().\-/\u00a0\u2010-\u2015]{4,40}\d/gu)) {
    add(run);
    const pieces = run.split(/[\s\u00a0]+/u);
    if (pieces.length > 1) for (const piece of pieces) if (piece.length >= 6) add(piece);
  }
  return found;
}
