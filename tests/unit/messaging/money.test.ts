import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  formatMoney,
  isDecimal,
  multiplyDecimal,
  parseDecimal,
  subtractDecimals,
  sumDecimals,
} from '../../../shared/messaging/money.ts';
import type { DecimalString } from '../../../shared/messaging/types.ts';
import { englishText } from '../../../shared/problems/english-text.ts';

function decimal(text: string): DecimalString {
  const read = parseDecimal(text);
  if (!read.ok) throw new Error(englishText(read.problem).message);
  return read.value;
}

/* The reference: a decimal as a whole number of 10^-12, in BigInt arithmetic. */
const places = 12;
function scaled(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(places * 2, '0'));
  return text.startsWith('-') ? -size : size;
}
const anyDecimal = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 18n), fc.integer({ min: 0, max: places }))
  .map(([negative, size, shift]) => {
    const digits = size.toString().padStart(shift + 1, '0');
    const whole = digits.slice(0, digits.length - shift);
    return decimal(`${negative ? '-' : ''}${whole}${shift === 0 ? '' : `.${digits.slice(-shift)}`}`);
  });

describe('a price as Messente writes it', () => {
  it.each(['0.045', '0', '12', '-1.50', '0.10', '100.00', '007'])('is read: %s', (text) => {
    expect(parseDecimal(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    '1e5',
    'NaN',
    '1,5',
    '',
    '.5',
    '5.',
    '+1',
    '--1',
    ' 1',
    '1 ',
    '0x10',
    'Infinity',
    '1.2.3',
    '１',
    '-',
  ])('is refused if it is not a decimal: "%s"', (text) => {
    expect(parseDecimal(text)).toMatchObject({ ok: false, problem: { code: 'not-a-decimal' } });
  });

  it('is refused with more digits than any price has, so that nobody can slow down the arithmetic', () => {
    expect(isDecimal('1'.repeat(31))).toBe(false);
    expect(isDecimal(`0.${'1'.repeat(31)}`)).toBe(false);
    expect(isDecimal(0.1)).toBe(false);
    expect(isDecimal(null)).toBe(false);
  });
});

describe('exact decimal arithmetic', () => {
  it('gives 0.3 for 0.1 + 0.2', () => {
    expect(addDecimals(decimal('0.1'), decimal('0.2'))).toBe('0.3');
    expect(sumDecimals([])).toBe('0');
    expect(subtractDecimals(decimal('0.3'), decimal('0.3'))).toBe('0');
    expect(multiplyDecimal(decimal('-0.0'), 3)).toBe('0');
    expect(multiplyDecimal(decimal('0.0000000001'), 1)).toBe('0.0000000001');
  });

  it('agrees with whole-number arithmetic for sums, differences, products and order', () => {
    fc.assert(
      fc.property(
        anyDecimal,
        anyDecimal,
        fc.integer({ min: -100_000, max: 100_000 }),
        (left, right, count) => {
          expect(scaled(addDecimals(left, right))).toBe(scaled(left) + scaled(right));
          expect(scaled(subtractDecimals(left, right))).toBe(scaled(left) - scaled(right));
          expect(scaled(multiplyDecimal(left, count))).toBe(scaled(left) * BigInt(count));
          const difference = scaled(left) - scaled(right);
          expect(compareDecimals(left, right)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('gives the same sum in any order, and the sum is a decimal', () => {
    fc.assert(
      fc.property(fc.array(anyDecimal, { maxLength: 20 }), (values) => {
        const sum = sumDecimals(values);
        expect(sumDecimals(values.toReversed())).toBe(sum);
        expect(isDecimal(sum)).toBe(true);
        expect(scaled(sum)).toBe(values.reduce((total, value) => total + scaled(value), 0n));
      }),
    );
  });

  it('multiplies only by whole numbers', () => {
    expect(() => multiplyDecimal(decimal('1'), 0.5)).toThrow(RangeError);
    expect(() => multiplyDecimal(decimal('1'), Number.NaN)).toThrow(RangeError);
  });
});

describe('a formatted amount', () => {
  it('keeps every significant decimal and has at least two', () => {
    expect(formatMoney(decimal('0.045'), 'EUR', 'en')).toBe('€0.045');
    expect(formatMoney(decimal('2'), 'EUR', 'en')).toBe('€2.00');
    expect(formatMoney(decimal('0.10'), 'EUR', 'en')).toBe('€0.10');
    expect(formatMoney(decimal('1234.5'), 'EUR', 'et').replace(/\s/g, ' ')).toBe('1234,50 €');
    expect(formatMoney(decimal('-3.5'), 'EUR', 'en')).toBe('-€3.50');
  });

  it('is not rounded, however long it is', () => {
    expect(formatMoney(decimal('12345678901234567890.123456789012345678'), 'EUR', 'en')).toBe(
      '€12,345,678,901,234,567,890.123456789012345678',
    );
  });

  it('is written even if the currency is not a valid code', () => {
    expect(formatMoney(decimal('1.5'), 'credits', 'en')).toBe('1.50 credits');
    expect(formatMoney(decimal('1.5'), '', 'en')).toBe('1.50');
  });
});
