import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePhone } from '../../../shared/messaging/phone.ts';
import { splitNumbers } from '../../../shared/messaging/split-numbers.ts';

describe('a pasted list of numbers', () => {
  it.each([
    ['', []],
    [' \n;,\t ', []],
    ['+37255501411', ['+37255501411']],
    ['+372 5550 1411, +372 5550 1412; +372 5550 1413\n+372 5550 1414\t+372 5550 1415', [1, 2, 3, 4, 5]],
    ['+37255501411\r\n+37255501412\r\n', ['+37255501411', '+37255501412']],
    ['37255501410,37255501411', ['37255501410', '37255501411']],
    ['37255501410.0,37255501411.0', ['37255501410.0', '37255501411.0']],
    ['5550 1411\n5550 1411', ['5550 1411', '5550 1411']],
    ['+372 5550 1411 +372 5550 1412', [1, 2]],
  ] as const)('is split: %j', (text, wanted) => {
    const numbers = wanted.map((one) => (typeof one === 'number' ? `+372 5550 141${one}` : one));
    expect(splitNumbers(text)).toEqual(numbers);
  });

  it.each([
    'Mari Maasikas +372 5550 1411',
    '+372 5550 1411 Mari Maasikas',
    'Mari <+372 5550 1411>',
    'Mari: +372 5550 1411',
    'Mari (+372 5550 1411)',
    'Mari(+372 5550 1411)',
    '"Mari","+372 5550 1411"',
    'Mari Maasikas;+372 5550 1411;Tallinn',
    'Customer 42, +372 5550 1411',
    'tel:+372 5550 1411',
    'Jüri – +372 5550 1411 –',
  ])('may have names beside the numbers: %j', (text) => {
    expect(splitNumbers(text)).toEqual(['+372 5550 1411']);
  });

  it.each([
    '3.72555E+11',
    '3,72555E+11',
    '3.7255501411E+11',
    '+372 5550 1411 x12',
    '+372 5550 1411 ext. 5',
    '+372ABC55501411',
    'A37255501411',
    'Mari2 +37255501411',
    '5550 1411 5550 1412',
    '12345',
  ])('keeps ambiguous text as one entry, which is then visibly refused: %j', (text) => {
    expect(splitNumbers(text)).toEqual([text]);
    expect(parsePhone(text)).toMatchObject({ ok: false });
  });

  it('loses no number and invents none, whatever the separators', () => {
    const separator = fc.constantFrom('\n', '\r\n', ',', ', ', ';', ' ; ', '\t', '|', ',\n', '；');
    const name = fc.constantFrom('', 'Mari ', 'Jüri Õun: ', '"Ann" ', '王 ');
    const number = fc
      .integer({ min: 0, max: 9_999 })
      .map((last) => `+372 5550 ${String(last).padStart(4, '0')}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, number, separator), { maxLength: 30 }), (rows) => {
        const text = rows.map((row) => row.join('')).join('');
        expect(splitNumbers(text)).toEqual(rows.map(([, written]) => written));
      }),
      { numRuns: 1_000 },
    );
  });

  it('drops digits only from names', () => {
    const unit = fc.constantFrom(...'0123456789+() -.,;\nab"x');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        const kept = splitNumbers(text).join('').replace(/\D/g, '');
        const digitsOf = (piece: string) => piece.replace(/\D/g, '');
        const names = text
          .split(/[,;\n]/)
          .filter((piece) => /\p{L}/u.test(piece) && digitsOf(piece).length < 5);
        const dropped = names.reduce((sum, piece) => sum + digitsOf(piece).length, 0);
        expect(kept.length).toBeGreaterThanOrEqual(digitsOf(text).length - dropped);
        expect(kept.length).toBeLessThanOrEqual(digitsOf(text).length);
      }),
      { numRuns: 5_000 },
    );
  });
});
