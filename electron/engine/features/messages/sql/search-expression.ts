import { plainNumber } from '../../../../../shared/messaging/number-writing.ts';
import { isSearchable } from '../../../../../shared/messaging/searchable.ts';

/** One term of a search: a word, a phrase, or a number; it matches if one of its readings does. */
export type SearchTerm = readonly Reading[];

type Reading = {
  /** In FTS5's syntax. Everything is quoted, so that no character has a special meaning. */
  readonly expression: string;
  /** Its words without case and accents, as FTS5's tokenizer splits them. */
  readonly words: readonly string[];
  /** Whether the last word is a prefix. */
  readonly isPrefix: boolean;
};

/** A search: a message must match all its terms and all its special characters. */
export type Search = {
  /**
   * Each word is a prefix; a phone number in any notation is one run of digits; "words in quotes" are a
   * phrase.
   */
  readonly terms: readonly SearchTerm[];
  /**
   * Characters that the full-text index does not contain: they must occur literally in a text, a sender or a
   * tag.
   */
  readonly signs: readonly string[];
};

/**
 * Parses what a user typed. A phrase without its closing quote is the beginning of a phrase.
 * @returns null if the text is blank; a search without terms, because the text has no letters and digits,
 * finds nothing
 */
export function readSearch(text: string): Search | null {
  if (text.trim() === '') return null;
  // FTS5 and LIKE stop at NUL; no message is found by a control character.
  const trimmed = text.replace(/\p{Cc}/gu, ' ').trim();
  const number = numberTerm(trimmed);
  if (number !== null) return { terms: [number], signs: [] };
  const terms: SearchTerm[] = [];
  const signs = new Set<string>();
  for (const [, phrase, end, word] of trimmed.matchAll(/"([^"]*)("?)|([^\s"]+)/gu)) {
    const term = (phrase ?? word ?? '').replace(/^\+(?=\d)/u, '');
    if (isSearchable(term)) terms.push([readingOf(term, end !== '"')]);
    for (const sign of signsOf(term)) signs.add(sign);
  }
  return { terms, signs: [...signs] };
}

/**
 * Reads a text of digits and signs that may stand between them: as a phone number in any notation, and as it
 * is written, because it may be an amount, a date or a code.
 * @returns null if the text is something else
 */
function numberTerm(text: string): SearchTerm | null {
  const written = plainNumber(text);
  // The zero in "+44 (0)7911" is not dialled from abroad.
  const digits = written.replace(/^(\+\d[\d ]*)\(0\)/u, '$1').replace(/[\s()./+-]/gu, '');
  if (!/^\d{2,}$/u.test(digits)) return null;
  // 00 before a complete number means "+"; before a few digits it is part of the number's ending.
  const readings = [readingOf(digits.replace(/^00(?=\d{9})/u, ''), true)];
  if (/^\d+[\s./-]/u.test(written)) readings.push(readingOf(written, true));
  const ending = nationalEnding(digits);
  if (!written.startsWith('+') && ending !== null) readings.push(readingOf(ending, false));
  return readings;
}

/** The index has each number's last eight digits as a word. */
const endingLength = 8;

/**
 * Returns the last digits of a number that is written as it is dialled inside its country: after a 0, or
 * after an 8 as in Russia and Kazakhstan, which are not part of the international number. Null for others.
 */
function nationalEnding(digits: string): string | null {
  const isNational = /^0[1-9]\d{7,12}$|^8\d{10}$/u.test(digits);
  return isNational ? digits.slice(-endingLength) : null;
}

/**
 * Returns the symbols of a word; its punctuation only if it has nothing else: "shop.ee" is found without the
 * dot.
 */
function signsOf(term: string): string[] {
  const pattern = isSearchable(term) ? /\p{S}/gu : /[^\s\p{Cf}\p{Variation_Selector}]/gu;
  return term.match(pattern) ?? [];
}

/** Combines several terms into one FTS5 query. */
export function searchExpression(terms: readonly SearchTerm[]): string {
  return terms
    .map((readings) => `(${readings.map(({ expression }) => expression).join(' OR ')})`)
    .join(' AND ');
}

/** Returns whether a name matches a term, as FTS5 would match it. */
export function hasTerm(name: string, term: SearchTerm): boolean {
  const words = wordsOf(name);
  return term.some((reading) => words.some((_, from) => startsAt(words, from, reading)));
}

function startsAt(words: readonly string[], from: number, reading: Reading): boolean {
  return reading.words.every((wanted, index) => {
    const word = words[from + index];
    const isLast = index === reading.words.length - 1;
    return word !== undefined && (isLast && reading.isPrefix ? word.startsWith(wanted) : word === wanted);
  });
}

function readingOf(text: string, isPrefix: boolean): Reading {
  const quoted = `"${text.replaceAll('"', '""')}"`;
  return { expression: isPrefix ? `${quoted} *` : quoted, words: wordsOf(text), isPrefix };
}

/** Splits a text like unicode61 with remove_diacritics: into letters and digits, folded. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
