/**
 * Exact decimals. Messente writes prices as decimal strings ("0.045"). They stay decimal strings, are
 * calculated with big.js, and are never converted to floats.
 */

import Big from 'big.js';
import { messagingProblem } from '../problems/messaging.ts';
import { fail, ok, type Result } from './problem.ts';
import type { DecimalString } from './types.ts';

// No exponent, no sign except "-", digits on both sides of the point; limited in length, so that a malicious
// body cannot slow down the arithmetic.
const pattern = /^-?\d{1,30}(?:\.\d{1,30})?$/;

/**
 * Returns whether a value is a plain decimal such as "12", "0.045" or "-1.50": no exponent, no comma, at most
 * 30 digits on each side.
 */
export function isDecimal(value: unknown): value is DecimalString {
  return typeof value === 'string' && pattern.test(value);
}

/**
 * Parses a decimal in Messente's format; the text is kept unchanged ("0.10" stays "0.10").
 * @returns problem `not-a-decimal` for anything else: "1e5", "NaN", "1,5", "", ".5", "+1"
 */
export function parseDecimal(text: string): Result<DecimalString> {
  if (isDecimal(text)) return ok(text);
  return fail(messagingProblem('not-a-decimal'));
}

function written(value: Big): DecimalString {
  // toFixed, unlike toString, never writes an exponent, and never "-0".
  return value.toFixed() as DecimalString;
}

export const zero = '0' as DecimalString;

/** Returns whether the first amount is greater; false if one of them is not a decimal. */
export function isMoreThan(left: string, right: string): boolean {
  return isDecimal(left) && isDecimal(right) && compareDecimals(left, right) > 0;
}

/** Returns the exact sum without trailing zeros ("0.3"). */
export function addDecimals(left: DecimalString, right: DecimalString): DecimalString {
  return written(new Big(left).plus(right));
}

/** Returns the exact difference, left minus right. */
export function subtractDecimals(left: DecimalString, right: DecimalString): DecimalString {
  return written(new Big(left).minus(right));
}

/** Returns the exact sum of any number of decimals; "0" if there are none. */
export function sumDecimals(values: Iterable<DecimalString>): DecimalString {
  let total = new Big(0);
  for (const value of values) total = total.plus(value);
  return written(total);
}

/**
 * Returns the exact product with a whole number, such as the price of a part times the number of parts.
 * @throws RangeError if `count` is not a safe integer, which is a bug of the caller
 */
export function multiplyDecimal(value: DecimalString, count: number): DecimalString {
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a whole number: ${count}`);
  return written(new Big(value).times(count));
}

/** Returns -1, 0 or 1 if left is less than, equal to or greater than right, by value: "0.10" equals "0.1". */
export function compareDecimals(left: DecimalString, right: DecimalString): -1 | 0 | 1 {
  return new Big(left).cmp(right);
}

function isNumeric(text: string): text is `${number}` {
  return pattern.test(text);
}

/**
 * Formats an amount with every significant decimal and at least two: 0.045 → "€0.045", 2 → "€2.00".
 * @param currency an ISO 4217 code; one that the runtime does not accept is written after the number
 * @param locale a BCP 47 tag; missing means the runtime's own
 */
export function formatMoney(value: DecimalString, currency: string, locale?: string): string {
  const plain = new Big(value).toFixed();
  const decimals = plain.split('.')[1]?.length ?? 0;
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: Math.max(2, decimals) };
  if (!isNumeric(plain)) throw new TypeError('not a decimal');
  // Intl formats a decimal string exactly (ECMA-402 since 2023).
  if (/^[A-Za-z]{3}$/.test(currency)) {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits }).format(plain);
  }
  return `${new Intl.NumberFormat(locale, digits).format(plain)} ${currency}`.trimEnd();
}
