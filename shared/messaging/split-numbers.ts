/**
 * Numbers out of a pasted list: one a line or separated by commas, semicolons or tabs, with names beside them.
 * A digit is never dropped silently: what isn't clearly a number beside a name is handed on whole, so that parsePhone
 * refuses it where the person can see it.
 */

/** A number as it is written: digits with spaces, brackets, dashes, dots and slashes between, perhaps a "+" before. */
const numberPattern = /[([]?\s?(?:[+＋]\s?)?[([]?\p{Nd}(?:[\p{Zs}\p{Pd}\p{Cf}()[\]./−]*\p{Nd})*/gu;

/** A comma inside a spreadsheet's 3,72555E+11 separates nothing: it must come back whole, to be pointed out. */
const separators = /(?:,(?!\d+[eE]\+?\d)|[\n\r\u2028\u2029;\t|，；、])+/u;

function digitsIn(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}

/**
 * @param text as it was pasted
 * @returns the numbers in their order, repeats included, each as it was written, for parsePhone. Names alone are left
 *   out (a piece with letters and fewer than 5 digits); a piece that can't be told apart comes back whole
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
    // "372ABC", "ABC372", "3.7E+11": a letter that touches a digit makes it something else than a number.
    const touches = (/\p{L}$/u.test(before) && /^\p{Nd}/u.test(run)) || /^\p{L}/u.test(piece.slice(position));
    if (touches || digitsIn(run) < 7) return [piece];
    // A bracket that opens before the number and closes after it belongs to neither.
    runs.push(run.trim().replace(/^[([](?=[^)\]]*$)/, ''));
    rest += before;
  }
  rest += piece.slice(position);
  // Two numbers with only a space between them are told apart by their "+".
  if (runs.slice(1).some((run) => !/^[([]?\s?[+＋]/u.test(run))) return [piece];
  return digitsIn(rest) === 0 ? runs : [piece];
}
