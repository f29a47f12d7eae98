/** How a phone number is written, before any digit is counted: digits made plain, what can't be a number, points. */
import { fail, type Problem, problem } from './problem.ts';

/** Digits of other scripts that NFKC leaves alone: Arabic-Indic and Persian. */
const otherZeros = [0x0660, 0x06f0] as const;

/** Full-width and other digits, and the full-width plus, made plain. */
export function withPlainDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const base = otherZeros.find((zero) => code >= zero && code < zero + 10) ?? code;
    return String(code - base);
  });
}

/** Digits made plain, marks that can't be seen and "tel:" taken away, spaces made one kind. */
export function plainNumber(text: string): string {
  return withPlainDigits(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim()
    .replace(/^tel:\s*/i, '');
}

export const mendInternational = 'Write it with "+" and the country code, such as +372 5550 1411.';

/** A problem of a number, at its field. */
export function refuseNumber(
  code: string,
  sentence: string,
  mend: string,
): { readonly ok: false; readonly problem: Problem } {
  return fail(problem(code, sentence, mend, 'to'));
}

/** What can be told from the writing alone, before any digit is counted. */
export function checkWriting(text: string): Problem | null {
  const refusal = (code: string, sentence: string, mend: string) => problem(code, sentence, mend, 'to');
  if (text === '') return refusal('number-empty', 'The number is empty.', mendInternational);
  if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(text)) {
    return refusal(
      'number-spreadsheet',
      'A spreadsheet has rounded this number, and its last digits are lost.',
      'Format the column as text in the spreadsheet and export the original numbers again.',
    );
  }
  if (/\d\s*(?:;?\s*ext(?:ension|n)?\b|x|#|доб)[.:=\s]*\d+$/iu.test(text)) {
    return refusal(
      'number-extension',
      'The number has an extension, which a message cannot reach.',
      'Give a number without an extension.',
    );
  }
  if (/\p{L}/u.test(text)) {
    return refusal('number-letters', 'The number contains letters.', 'Write it in digits.');
  }
  if (!/\d/.test(text))
    return refusal('number-empty', 'There are no digits in the number.', mendInternational);
  if (!/^[\d ()[\]./+-]+$/.test(text) || !/^[^\d+]*\+?[^+]*$/.test(text)) {
    return refusal(
      'number-characters',
      'The number contains something that does not belong in a phone number.',
      'Use digits, with "+" only at the front.',
    );
  }
  return null;
}

/** "5550141.0": nothing but digits (and a "+") and one point, as a spreadsheet writes a number that it calculates with. */
const decimal = /^(\+?\d+)\.(\d{1,2})$/;
/** Zeros behind a point, whatever stands before it. */
const zerosBehindPoint = /^(.*\d)[^\d]*\. ?0+$/;

/**
 * How a number with a point before its last digits is read: a decimal's one or two zeros are dropped; otherwise the
 * point only groups, and every digit counts.
 * @returns the reading that is taken and the one that could also be meant; null where there is only one
 */
export function pointReadings(written: string): { readonly taken: string; readonly other: string } | null {
  const [, short, tail] = decimal.exec(written) ?? [];
  if (short !== undefined) {
    return /^0+$/.test(tail ?? '') ? { taken: short, other: written } : { taken: written, other: short };
  }
  const [, before] = zerosBehindPoint.exec(written) ?? [];
  return before === undefined ? null : { taken: written, other: before };
}
