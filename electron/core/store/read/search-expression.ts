/** One thing that is looked for: a word, a number, or words that stand side by side. */
export type SearchTerm = {
  /** As FTS5 takes it. Everything is quoted, so no character of FTS5's own syntax gets through. */
  readonly expression: string;
  /** Its words, without case and accents, as FTS5's tokenizer would cut them. */
  readonly words: readonly string[];
  /** Whether the last word is the beginning of one. */
  readonly isPrefix: boolean;
};

/**
 * What a person typed, as terms that are all wanted: each word a beginning; a phone number, however it is written, as
 * one run of digits; "words in quotes" as a phrase, and one whose second quote is still to come as the beginning of a
 * phrase. None where there is nothing to look for.
 */
export function searchTerms(text: string): SearchTerm[] {
  const trimmed = text.trim();
  const digits = trimmed.replace(/[\s()./+-]/gu, '');
  // 00 before a whole number is another way to write "+"; before a few digits it is what the number ends in.
  if (/^\d{2,}$/u.test(digits)) return [termOf(digits.replace(/^00(?=\d{9})/u, ''), true)];
  const terms: SearchTerm[] = [];
  for (const [, phrase, end, word] of trimmed.matchAll(/"([^"]*)("?)|([^\s"]+)/gu)) {
    const term = (phrase ?? word ?? '').replace(/^\+/u, '');
    if (/[\p{L}\p{N}]/u.test(term)) terms.push(termOf(term, end !== '"'));
  }
  return terms;
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
