import { isSearchable } from '../../../../../shared/messaging/searchable.ts';

/** One term of a search: a word, a number, or a phrase. */
export type SearchTerm = {
  /** The term in FTS5's syntax. Everything is quoted, so that no character has a special meaning. */
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
  const digits = trimmed.replace(/[\s()./+-]/gu, '');
  // 00 before a complete number means "+"; before a few digits it is part of the number's ending.
  if (/^\d{2,}$/u.test(digits))
    return { terms: [termOf(digits.replace(/^00(?=\d{9})/u, ''), true)], signs: [] };
  const terms: SearchTerm[] = [];
  const signs = new Set<string>();
  for (const [, phrase, end, word] of trimmed.matchAll(/"([^"]*)("?)|([^\s"]+)/gu)) {
    const term = (phrase ?? word ?? '').replace(/^\+(?=\d)/u, '');
    if (isSearchable(term)) terms.push(termOf(term, end !== '"'));
    for (const sign of signsOf(term)) signs.add(sign);
  }
  return { terms, signs: [...signs] };
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
  return terms.map(({ expression }) => expression).join(' AND ');
}

/** Returns whether a name matches a term, as FTS5 would match it. */
export function hasTerm(name: string, term: SearchTerm): boolean {
  const words = wordsOf(name);
  return words.some((_, from) =>
    term.words.every((wanted, index) => {
      const word = words[from + index];
      const isLast = index === term.words.length - 1;
      return word !== undefined && (isLast && term.isPrefix ? word.startsWith(wanted) : word === wanted);
    }),
  );
}

function termOf(text: string, isPrefix: boolean): SearchTerm {
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
