/** How a phone number is written, before any digit is counted: digits made plain, what can't be a number, points. */
import { messagingProblem } from '../problems/messaging.ts';
import type { Problem } from './problem.ts';

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

/** What can be told from the writing alone, before any digit is counted. */
export function checkWriting(text: string): Problem | null {
  if (text === '') return messagingProblem('number-empty', {}, 'to');
  if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(text)) {
    return messagingProblem('number-spreadsheet', {}, 'to');
  }
  if (/\d\s*(?:;?\s*ext(?:ension|n)?\b|x|#|доб)[.:=\s]*\d+$/iu.test(text)) {
    return messagingProblem('number-extension', {}, 'to');
  }
  if (/\p{L}/u.test(text)) {
    return messagingProblem('number-letters', {}, 'to');
  }
  if (!/\d/.test(text)) return messagingProblem('number-empty/no-digits', {}, 'to');
  if (!/^[\d ()[\]./+-]+$/.test(text) || !/^[^\d+]*\+?[^+]*$/.test(text)) {
    return messagingProblem('number-characters', {}, 'to');
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
