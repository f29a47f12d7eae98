/**
 * The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, formerly GSM 03.38), and
 * replacements for characters outside it.
 */

// In the order of the standard's table, row by row, without the escape (0x1B), which is not a character.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§' +
    '¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('\f^{}\\[~]|€');

/**
 * Returns how many septets a character takes in GSM-7: 1 in the basic table, 2 in the extension table (an
 * escape and the character), 0 if it is in neither.
 */
export function septetsOf(character: string): 0 | 1 | 2 {
  if (basic.has(character)) return 1;
  return extension.has(character) ? 2 : 0;
}

// Replacements that Unicode's own compatibility forms do not give.
const byHand: ReadonlyMap<string, string> = new Map(
  [
    ['"', '“”„‟«»″〝〞❝❞'],
    ["'", '‘’‚‛′´`ʼʻʹʽˈˊˋ❛❜'],
    ['<', '‹'],
    ['>', '›'],
    ['-', '‐‑‒–—―−⁃•'],
    ['/', '⁄∕÷'],
    ['.', '·'],
    ['x', '×'],
    ['*', '∗'],
    // Spaces without a compatibility form; the others (no-break, en, em, thin…) have one.
    [' ', '\t\u1680'],
    ['\n', '\u0085\u2028\u2029\v'],
    // Invisible: soft hyphen, zero-width space, direction marks, word joiner, byte order mark. The zero-width
    // joiner and the variation selectors hold emoji together, so they are not removed.
    ['', '\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff'],
    ['l', 'ł'],
    ['L', 'Ł'],
    ['d', 'đð'],
    ['D', 'ĐÐ'],
    ['h', 'ħ'],
    ['H', 'Ħ'],
    ['i', 'ı'],
    ['t', 'ŧ'],
    ['T', 'Ŧ'],
    ['oe', 'œ'],
    ['OE', 'Œ'],
    ['th', 'þ'],
    ['TH', 'Þ'],
    ['ß', 'ẞ'],
    // Greek capitals that the GSM alphabet omits because a Latin capital looks the same.
    ['A', 'Α'],
    ['B', 'Β'],
    ['E', 'Ε'],
    ['Z', 'Ζ'],
    ['H', 'Η'],
    ['I', 'Ι'],
    ['K', 'Κ'],
    ['M', 'Μ'],
    ['N', 'Ν'],
    ['O', 'Ο'],
    ['P', 'Ρ'],
    ['T', 'Τ'],
    ['Y', 'Υ'],
    ['X', 'Χ'],
  ].flatMap(([replacement = '', characters = '']) =>
    [...characters].map((character): [string, string] => [character, replacement]),
  ),
);

function isGsm(text: string): boolean {
  return [...text].every((character) => septetsOf(character) > 0);
}

/**
 * Returns what to write in GSM-7 instead of a character: a straight quote for a curly one, "e" for "ë",
 * nothing for an invisible character.
 * @param character one code point that is not in the GSM alphabet
 * @returns null if no replacement is similar (emoji, Cyrillic, Arabic, Chinese…); never a character outside
 * GSM-7
 */
export function gsmReplacement(character: string): string | null {
  const known = byHand.get(character);
  if (known !== undefined) return known;
  const composed = character.normalize('NFKC');
  if (isGsm(composed)) return composed;
  let plain = '';
  for (const part of character.normalize('NFKD')) {
    // Drop an accent and keep its letter.
    if (part >= '\u0300' && part <= '\u036f') continue;
    const near = septetsOf(part) > 0 ? part : byHand.get(part);
    if (near === undefined) return null;
    plain += near;
  }
  return plain;
}
