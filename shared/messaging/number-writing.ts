/**
 * Normalises how a phone number is written before its digits are counted: converts digits of other scripts,
 * refuses what cannot be a number, and interprets points.
 */
import { messagingProblem } from '../problems/messaging.ts';
import type { Problem } from './problem.ts';

/** Digits of other scripts that NFKC does not convert: Arabic-Indic and Persian. */
const otherZeros = [0x0660, 0x06f0] as const;

/** Converts full-width and other digits, and the full-width plus, to plain ones. */
export function withPlainDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const base = otherZeros.find((zero) => code >= zero && code < zero + 10) ?? code;
    return String(code - base);
  });
}

/** Converts digits, removes invisible marks and "tel:", and replaces all kinds of spaces by one. */
export function plainNumber(text: string): string {
  return withPlainDigits(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim()
    .replace(/^tel:\s*/i, '');
}

/** Returns problems that are visible before any digit is counted. */
export function checkWriting(text: string): Problem | null {
  if (text === '') return messagingProblem('number-empty', {}, 'to');
  if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(text)) {
    return messagingProblem('number-spreadsheet', {}, 'to');
  }
  if (/\d\s*(?:(?:;\s*)?ext(?:ension|n)?\b|x|#|доб)[.:=\s]*\d+$/iu.test(text)) {
    return messagingProblem('number-extension', {}, 'to');
  }
  if (/\p{L}/u.test(text)) {
    return messagingProblem('number-letters', {}, 'to');
  }
  if (!/\d/.test(text)) return messagingProblem('number-empty/no-digits', {}, 'to');
  if (!/^[\d ()[\]./+-]+$/.test(text) || !/^(?:[^\d+]*\+)?[^+]*$/.test(text)) {
    return messagingProblem('number-characters', {}, 'to');
  }
  return null;
}

/**
 * "5550141.0": only digits (and a "+") and one point, as a spreadsheet writes a number that it treats as
 * numeric.
 */
const decimal = /^(\+?\d+)\.(\d{1,2})$/;
/** Zeros after a point, whatever precedes it. */
const zerosBehindPoint = /^(.*\d)[^\d]*\. ?0+$/;

/**
 * Interprets a point before the last digits of a number: one or two zeros of a decimal are dropped; otherwise
 * the point only groups digits, and every digit counts.
 * @returns the chosen reading and another possible one; null if there is only one
 */
export function pointReadings(written: string): { readonly taken: string; readonly other: string } | null {
  const [, short, tail] = decimal.exec(written) ?? [];
  if (short !== undefined) {
    return /^0+$/.test(tail ?? '') ? { taken: short, other: written } : { taken: written, other: short };
  }
  const [, before] = zerosBehindPoint.exec(written) ?? [];
  return before === undefined ? null : { taken: written, other: before };
}
