/** Removes the marks around a name that was pasted beside a number: "(Mari)," becomes "Mari". */

/** The marks that open a pair, with those that close the pair. */
const pairs: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '<': '>',
  '«': '»',
  '»': '«',
  '‹': '›',
  '›': '‹',
  '“': '”',
  '”': '”',
  '„': '“”',
  '‚': '‘’',
  '‘': '’',
  '’': '’',
  '"': '"',
  "'": "'",
};
const opening = Object.keys(pairs);
const closing = new Set(Object.values(pairs).flatMap((marks) => [...marks]));

/** What remains of brackets around a number when the number is taken out. */
const emptyPair = /\(\s*\)|\[\s*\]|\{\s*\}|<\s*>/gu;
const markBefore = /^[\s\p{P}\p{Sm}]$/u;
/** A full stop, a question mark and their like may be the end of a name: "Mari J." */
const markAfter = /^[\s\p{Pd}\p{Pc}\p{Ps}\p{Sm}:,;/\\*&•·]$/u;
const apostrophe = /^['’]$/u;

/** Returns whether a mark at the end closes a pair that opens inside the name. */
function closesInside(name: string, mark: string): boolean {
  return opening.some((open) => pairs[open]?.includes(mark) && name.slice(0, -1).includes(open));
}

function withoutFirst(name: string): string {
  const [first = '', second = ''] = name;
  const closes = pairs[first];
  if (closes !== undefined) {
    const partner = [...closes].map((mark) => name.indexOf(mark, 1)).find((index) => index > 0) ?? -1;
    if (partner === name.length - 1) return name.slice(1, -1);
    if (partner > 0 || (apostrophe.test(first) && /\p{L}/u.test(second))) return name;
    return name.slice(1);
  }
  return markBefore.test(first) ? name.slice(first.length) : name;
}

function withoutLast(name: string): string {
  const last = name.at(-1) ?? '';
  if (closing.has(last)) {
    const isLetters =
      apostrophe.test(last) && /\p{L}/u.test(name.at(-2) ?? '') && !apostrophe.test(name[0] ?? '');
    return isLetters || closesInside(name, last) ? name : name.slice(0, -1);
  }
  return markAfter.test(last) || opening.includes(last) ? name.slice(0, -1) : name;
}

/**
 * Removes brackets, quotes, dashes, commas and other marks around a name. A pair inside the name stays, as in
 * "Mari (Tallinn)", and so does an apostrophe that belongs to a word.
 */
export function withoutMarksAround(text: string): string {
  let name = text.replace(emptyPair, ' ').replace(/\s+/gu, ' ');
  for (;;) {
    const shorter = withoutLast(withoutFirst(name));
    if (shorter === name) return name;
    name = shorter;
  }
}
