/**
 * A person's number in what others wrote: found in any of its writings, and taken out of it. For drafts, plans and the
 * like, which hold numbers as they were typed. What `forgetNumber` finds of a number, `numbersIn` names.
 */
import { withPlainDigits } from './number-writing.ts';
import { countryCodes, splitPhone } from './phone.ts';
import type { E164 } from './types.ts';

/** What people put between the digits of a number: on a line, and where it is broken over two. */
const between = String.raw`\t().\[\]\-/\p{Zs}\p{Cf}\p{Pd}\u2212`;
const gap = String.raw`[\s${between}]{0,6}`;
/** Long distance within a country is dialled with one of these in front. */
const trunk = '(?:0[16]?|8|1)';
/** Shorter than this, digits without a country code could be anything. */
const shortestNational = 6;

/** A digit as it is typed anywhere: plain, full-width, Arabic-Indic, Persian. */
function digitOf(digit: string): string {
  return `[${[0x30, 0xff10, 0x0660, 0x06f0].map((zero) => String.fromCharCode(zero + Number(digit))).join('')}]`;
}

function spaced(digits: string): string {
  return [...digits].map(digitOf).join(gap);
}

/** Every way that a number is likely to be written, with its country code or without, inside of other text. */
function writingsOf(number: string): RegExp {
  const { code, national } = splitPhone(number);
  const inCountry = code === '' ? spaced(national) : `${spaced(code)}${gap}(?:0${gap})?${spaced(national)}`;
  const whole = String.raw`(?<!\p{Nd})(?:(?:[+\uff0b]|00)${gap})?${inCountry}(?!\p{Nd})`;
  // Not behind another country's code or an area's.
  const inside =
    national.length < shortestNational || code === ''
      ? ''
      : String.raw`|(?<![\p{Nd}+\uff0b][${between}]{0,6})(?:${trunk}${gap})?${spaced(national)}(?!\p{Nd})`;
  return new RegExp(whole + inside, 'gu');
}

const nothingElse = new RegExp(String.raw`^(?:tel:)?[\s+\uff0b${between}]*$`, 'iu');

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
    return rest !== text && nothingElse.test(rest);
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

/** Whether a text may have a number at all, in whatever way: by its last digits. For what is dear to look at closely. */
export function mayHold(text: string, number: string): boolean {
  return withPlainDigits(text).replaceAll(/[^\d]/gu, '').includes(number.slice(-shortestNational));
}

const writtenDigits = new RegExp(String.raw`(\+[${between}]{0,6})?\d(?:[\s${between}]{0,6}\d)*`, 'gu');
const longestWriting = 18;

/**
 * The numbers that a value of JSON may name, in its texts and its names: of anything that could be one, whole and piece
 * by piece. Digits without a country code are tried with every country's, so it names some that nobody meant: what it
 * is for is to look whether one is among those that are looked for.
 * @param from only with their country code, or also as they are written inside their country
 */
export function* numbersIn(value: unknown, from: 'abroad' | 'anywhere'): Generator<E164> {
  const seen = new Set<string>();
  const codes = from === 'anywhere' ? countryCodes() : new Map<string, ReadonlySet<number>>();
  for (const text of textsIn(value)) {
    for (const [run, plus] of withPlainDigits(text).matchAll(writtenDigits)) {
      const groups = [...run.matchAll(/\d+/gu)];
      let end = 0;
      for (const [first, group] of groups.entries()) {
        // As in writingsOf: what is on a line of its own is behind no other code.
        const stands = first === 0 ? plus === undefined : run.slice(end, group.index).includes('\n');
        end = group.index + group[0].length;
        let digits = '';
        for (let last = first; last < groups.length; last += 1) {
          digits += groups[last]?.[0] ?? '';
          if (digits.length > longestWriting) break;
          const key = `${stands ? 'alone ' : ''}${digits}`;
          if (seen.has(key)) continue;
          seen.add(key);
          yield* readings(digits);
          if (stands) yield* nationalReadings(digits, codes);
        }
      }
    }
  }
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      yield name;
      yield* textsIn(inner);
    }
  }
}

function* numberOf(digits: string): Generator<E164> {
  if (digits.length >= 7 && digits.length <= 15) yield `+${digits}` as E164;
}

/** With a country code: as it stands, behind 00, and without the 0 that some write behind the code. */
function* readings(digits: string): Generator<E164> {
  for (const rest of digits.startsWith('00') ? [digits, digits.slice(2)] : [digits]) {
    yield* numberOf(rest);
    for (const code of [1, 2, 3])
      if (rest[code] === '0') yield* numberOf(rest.slice(0, code) + rest.slice(code + 1));
  }
}

function* nationalReadings(digits: string, codes: ReadonlyMap<string, ReadonlySet<number>>): Generator<E164> {
  const dialled = /^(?:0[16]?|8|1)/u.exec(digits)?.[0] ?? '';
  const pieces = new Set([digits, digits.slice(Math.min(1, dialled.length)), digits.slice(dialled.length)]);
  for (const piece of pieces) {
    if (piece.length < shortestNational) continue;
    for (const [code, lengths] of codes) if (lengths.has(piece.length)) yield* numberOf(code + piece);
  }
}
