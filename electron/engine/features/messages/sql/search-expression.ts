import { isSearchable } from '../../../../../shared/messaging/searchable.ts';

/** One thing that is looked for: a word, a number, or words that stand side by side. */
export type SearchTerm = {
  /** As FTS5 takes it. Everything is quoted, so no character of FTS5's own syntax gets through. */
  readonly expression: string;
  /** Its words, without case and accents, as FTS5's tokenizer would cut them. */
  readonly words: readonly string[];
  /** Whether the last word is the beginning of one. */
  readonly isPrefix: boolean;
};

/** What a search asks of a message: all its terms, and all its signs. */
export type Search = {
  /** Each word a beginning; a phone number, however it is written, as one run of digits; "words in quotes" a phrase. */
  readonly terms: readonly SearchTerm[];
  /** Characters that the full text does not keep: they must stand in a text, a sender or a tag as they are. */
  readonly signs: readonly string[];
};

/**
 * Reads what a person typed. A phrase whose second quote is still to come is the beginning of a phrase.
 * @returns null where the text is blank; a search without terms, where it holds no letter and no digit, finds nothing
 */
export function readSearch(text: string): Search | null {
  if (text.trim() === '') return null;
  // FTS5 and LIKE end at NUL; no message is found by a control character.
  const trimmed = text.replace(/\p{Cc}/gu, ' ').trim();
  const digits = trimmed.replace(/[\s()./+-]/gu, '');
  // 00 before a whole number is another way to write "+"; before a few digits it is what the number ends in.
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

/** Of a word, its symbols; its punctuation only where it is nothing but signs: "shop.ee" is found without the dot. */
function signsOf(term: string): string[] {
  const pattern = isSearchable(term) ? /\p{S}/gu : /[^\s\p{Cf}\p{Variation_Selector}]/gu;
  return term.match(pattern) ?? [];
}

/** Several terms as one FTS5 query. */
export function searchExpression(terms: readonly SearchTerm[]): string {
  return terms.map(({ expression }) => expression).join(' AND ');
}

/** Whether a name has what a term looks for, as FTS5 would have found it. */
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

/** As unicode61 with remove_diacritics does: letters and digits, folded. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
