/**
 * What a person typed, as an FTS5 query: each word a prefix, all of them wanted; a phone number, however it is
 * written, as one run of digits; "words in quotes" as a phrase, and one whose second quote is still to come as the
 * beginning of a phrase. Null where there is nothing to look for.
 * Everything is quoted, so no character of FTS5's own syntax gets through.
 */
export function searchExpression(text: string): string | null {
  const trimmed = text.trim();
  const digits = trimmed.replace(/[\s()./+-]/gu, '');
  // 00 before a whole number is another way to write "+"; before a few digits it is what the number ends in.
  if (/^\d{2,}$/u.test(digits)) return `${quote(digits.replace(/^00(?=\d{9})/u, ''))} *`;
  const terms: string[] = [];
  for (const [, phrase, end, word] of trimmed.matchAll(/"([^"]*)("?)|([^\s"]+)/gu)) {
    const term = phrase ?? word ?? '';
    if (!/[\p{L}\p{N}]/u.test(term)) continue;
    terms.push(end === '"' ? quote(term) : `${quote(term.replace(/^\+/u, ''))} *`);
  }
  return terms.length === 0 ? null : terms.join(' AND ');
}

function quote(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}
