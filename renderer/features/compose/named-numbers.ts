/** Finds numbers with names beside them, as pasted from an email: "Mari Maasikas +372 5550 1411". */
import { splitNumbers } from '../../../shared/messaging/split-numbers.ts';
import type { RecipientDraft } from './draft.ts';
import { withoutMarksAround } from './marks-around.ts';

const separators = /(?:,(?!\d+[eE]\+?\d)|[;\t|，；、])+/u;

/** The text beside the number, without surrounding punctuation. */
function besides(piece: string, number: string): string {
  return withoutMarksAround(piece.replace(number, ' '));
}

function named(written: string, name: string, column: string): Omit<RecipientDraft, 'key'> {
  return /\p{L}/u.test(name) ? { written, values: { [column]: name } } : { written };
}

function peopleOfLine(line: string, column: string): Omit<RecipientDraft, 'key'>[] {
  const pieces = line
    .split(separators)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const found = pieces.map((piece) => ({ piece, numbers: splitNumbers(piece) }));
  const all = found.flatMap((one) => one.numbers);
  const [only] = all;
  if (all.length === 1 && only !== undefined) {
    return [
      named(
        only,
        found
          .map(({ piece }) => besides(piece, only))
          .filter(Boolean)
          .join(' '),
        column,
      ),
    ];
  }
  return found.flatMap(({ piece, numbers }) =>
    numbers.map((number) =>
      numbers.length === 1 ? named(number, besides(piece, number), column) : { written: number },
    ),
  );
}

/**
 * Splits a pasted list.
 *
 * @param column the column for the names
 * @returns the same numbers as splitNumbers, in the same order, each with the name beside it, if any
 */
export function namedNumbers(text: string, column: string): Omit<RecipientDraft, 'key'>[] {
  return text.split(/[\n\r\u2028\u2029]+/u).flatMap((line) => peopleOfLine(line, column));
}
