/**
 * Finds a person's number in any notation in free text, and removes it. Used for drafts, plans and similar
 * data, which contain numbers as typed. `numbersIn` lists exactly the numbers that `forgetNumber` would find.
 */
import { withPlainDigits } from './number-writing.ts';
import { countryCodes, splitPhone } from './phone.ts';
import type { E164 } from './types.ts';

/** Characters that people write between the digits of a number, also where it is broken over two lines. */
const between = String.raw`\t().\[\]\-/\p{Zs}\p{Cf}\p{Pd}\u2212`;
const gap = String.raw`[\s${between}]{0,6}`;
/** Prefixes for long-distance calls within a country. */
const trunk = '(?:0[16]?|8|1)';
/** Digits without a country code that are shorter than this could be anything. */
const shortestNational = 6;

/** Returns the plain form of a digit in any script: plain, full-width, Arabic-Indic, Persian. */
function digitOf(digit: string): string {
  return `[${[0x30, 0xff10, 0x0660, 0x06f0].map((zero) => String.fromCharCode(zero + Number(digit))).join('')}]`;
}

function spaced(digits: string): string {
  return [...digits].map(digitOf).join(gap);
}

/**
 * Returns a pattern for every likely notation of the number, with or without its country code, inside other
 * text.
 */
function writingsOf(number: string): RegExp {
  const { code, national } = splitPhone(number);
  const inCountry = code === '' ? spaced(national) : `${spaced(code)}${gap}(?:0${gap})?${spaced(national)}`;
  const whole = String.raw`(?<!\p{Nd})(?:(?:[+\uff0b]|00)${gap})?${inCountry}(?!\p{Nd})`;
  // The number must not follow another country code or area code.
  const inside =
    national.length < shortestNational || code === ''
      ? ''
      : String.raw`|(?<![\p{Nd}+\uff0b][${between}]{0,6})(?:${trunk}${gap})?${spaced(national)}(?!\p{Nd})`;
  return new RegExp(whole + inside, 'gu');
}

const nothingElse = new RegExp(String.raw`^(?:tel:)?[\s+\uff0b${between}]*$`, 'iu');

export type Forgotten = {
  /** The value without the number. */
  readonly value: unknown;
  /** How often the number was found. */
  readonly found: number;
};

/**
 * Removes a number from a JSON value: from texts, from lists (items that are the number or are about it), and
 * from objects (entries named by it).
 * @param number E.164
 */
export function forgetNumber(value: unknown, number: string): Forgotten {
  return forgetterOf(number)(value);
}

/** Returns a function that removes a number as `forgetNumber` does, from many values: compiling its pattern is slow. */
export function forgetterOf(number: string): (value: unknown) => Forgotten {
  const writing = writingsOf(number);
  return (value) => removeWriting(value, writing);
}

function removeWriting(value: unknown, writing: RegExp): Forgotten {
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

/**
 * Returns whether a text may contain a number in any notation, judged by its last digits. A quick test before
 * an expensive search.
 */
export function mayHold(text: string, number: string): boolean {
  return withPlainDigits(text).replaceAll(/[^\d]/gu, '').includes(number.slice(-shortestNational));
}

const writtenDigits = new RegExp(String.raw`(\+[${between}]{0,6})?\d(?:[\s${between}]{0,6}\d)*`, 'gu');
const longestWriting = 18;

/**
 * Yields the numbers that the texts and names of a JSON value may contain, both complete and as parts. Digits
 * without a country code are tried with every country's code, so some results are not real: the caller checks
 * whether any of them is one that it searches for.
 * @param from whether numbers are found only with their country code, or also in their national notation
 */
export function* numbersIn(value: unknown, from: 'abroad' | 'anywhere'): Generator<E164> {
  const seen = new Set<string>();
  const codes = from === 'anywhere' ? countryCodes() : new Map<string, ReadonlySet<number>>();
  for (const text of textsIn(value)) {
    for (const [run, plus] of withPlainDigits(text).matchAll(writtenDigits)) {
      const groups = [...run.matchAll(/\d+/gu)];
      let end = 0;
      for (const [first, group] of groups.entries()) {
        // As in writingsOf: a number on its own line does not follow another code.
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

/**
 * Yields the readings with a country code: as written, after 00, and without the 0 that some people write
 * after the code.
 */
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
