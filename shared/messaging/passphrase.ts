/**
 * Rates how hard a passphrase is to guess. The encrypted file can be attacked on another computer without a
 * limit, so a passphrase must resist word lists and simple patterns, not only a person at the keyboard.
 */

/** Why a passphrase is weak; null if it is strong. */
export type Weakness = 'empty' | 'short' | 'pattern';

/** The minimum number of unpredictable characters. Five random words have twenty or more. */
const leastLength = 12;

/**
 * Parts that every list of guesses starts with, in the languages of our users. Each counts as two characters.
 */
const common =
  /pass(?:word|phrase)|parool|salas[oõ]na|fraas|omnideck|messente|qwert[yz]u?i?o?p?|asdfg?h?j?k?l?|zxcvb?n?m?|letmein|welcome|admin|iloveyou|monkey|dragon|secret|test|demo|correcthorsebatterystaple|correct horse battery staple|(?:19|20)\d\d/gu;
/** Replaces a part that counts as two characters; no keyboard produces it. */
const guessed = '\u{f0000}\u{f0001}';

/**
 * Rates a passphrase for a file that will be encrypted for the first time.
 * @param known what an attacker would try first: names and texts of the same account
 */
export function weaknessOf(passphrase: string, known: readonly string[] = []): Weakness | null {
  if (passphrase === '') return 'empty';
  const text = passphrase.normalize('NFKC').toLowerCase().trim();
  if ([...text].length < leastLength) return 'short';
  let rest = text;
  for (const name of known.map((one) => one.normalize('NFKC').toLowerCase().trim())) {
    if (name.length >= 3) rest = rest.replaceAll(name, guessed);
  }
  rest = rest.replaceAll(common, guessed);
  return unforeseen(rest) < leastLength || new Set(rest).size < 6 ? 'pattern' : null;
}

/**
 * Counts the characters that do not follow from the previous ones, by repetition or by counting ("1234",
 * "fedc").
 */
function unforeseen(text: string): number {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  let count = 0;
  for (let at = 0; at < codes.length; ) {
    const repeated = repetitionAt(codes, at);
    if (repeated > 0) {
      at += repeated;
      continue;
    }
    const step = (codes[at] ?? 0) - (codes[at - 1] ?? 0);
    const follows = at >= 2 && Math.abs(step) <= 1 && (codes[at - 1] ?? 0) - (codes[at - 2] ?? 0) === step;
    if (!follows) count += 1;
    at += 1;
  }
  return count;
}

/**
 * Returns the length of the stretch from here on that already occurred before: at least three characters,
 * otherwise 0.
 */
function repetitionAt(codes: readonly number[], at: number): number {
  let longest = 0;
  for (let from = 0; from < at; from += 1) {
    let length = 0;
    while (at + length < codes.length && from + length < at && codes[from + length] === codes[at + length]) {
      length += 1;
    }
    longest = Math.max(longest, length);
  }
  return longest >= 3 ? longest : 0;
}
