/**
 * Extracts numbers from a pasted list: one per line or separated by commas, semicolons or tabs, with names
 * beside them. A digit is never dropped silently: an entry that is not clearly a number with a name is
 * returned as a whole, so that parsePhone refuses it visibly.
 */

/**
 * A number as written: digits with spaces, brackets, dashes, dots and slashes between them, with an optional
 * "+".
 */
const numberPattern = /[([]?\s?(?:[+＋]\s?)?[([]?\p{Nd}(?:[\p{Zs}\p{Pd}\p{Cf}()[\]./−]*\p{Nd})*/gu;

/**
 * A comma inside a spreadsheet's 3,72555E+11 is not a separator: it must stay in one piece, so that it is
 * reported.
 */
const separators = /(?:,(?!\d+[eE]\+?\d)|[\n\r\u2028\u2029;\t|，；、])+/u;

function digitsIn(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}

/**
 * Splits a pasted text.
 *
 * @param text as pasted
 * @returns the numbers in order, including repeats, each as written, for parsePhone. Plain names are left
 * out (a piece with letters and fewer than 5 digits); an ambiguous piece is returned as a whole
 */
export function splitNumbers(text: string): string[] {
  return text
    .split(separators)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .flatMap(numbersOf);
}

function numbersOf(piece: string): string[] {
  const hasLetters = /\p{L}/u.test(piece);
  const digits = digitsIn(piece);
  if (digits === 0 || (hasLetters && digits < 5)) return [];

  const runs: string[] = [];
  let rest = '';
  let position = 0;
  for (const match of piece.matchAll(numberPattern)) {
    const run = match[0];
    const before = piece.slice(position, match.index);
    position = match.index + run.length;
    // "372ABC", "ABC372", "3.7E+11": text in which a letter touches a digit is not a number.
    const touches = (/\p{L}$/u.test(before) && /^\p{Nd}/u.test(run)) || /^\p{L}/u.test(piece.slice(position));
    if (touches || digitsIn(run) < 7) return [piece];
    // A bracket that opens before the number and closes after it is not part of it.
    runs.push(run.trim().replace(/^[([](?=[^)\]]*$)/, ''));
    rest += before;
  }
  rest += piece.slice(position);
  // Two numbers with only a space between them are separated at their "+".
  if (runs.slice(1).some((run) => !/^[([]?\s?[+＋]/u.test(run))) return [piece];
  return digitsIn(rest) === 0 ? runs : [piece];
}
