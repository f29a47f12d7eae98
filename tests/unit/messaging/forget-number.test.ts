import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forgetNumber, mayHold, numbersIn } from '../../../shared/messaging/forget-number.ts';
import { splitPhone } from '../../../shared/messaging/phone.ts';

const number = '+37255501411';
const forget = (value: unknown) => forgetNumber(value, number);

describe('a phone number in a stored text', () => {
  it.each([
    ['+37255501411'],
    ['+372 5550 1411'],
    ['00372 5550-1411'],
    ['37255501411'],
    ['5550 1411'],
    ['(372) 55 50 14 11'],
  ])('is found in every notation: %s', (text) => {
    expect(forget(`call ${text} now`)).toMatchObject({ found: 1 });
    expect(JSON.stringify(forget({ people: [{ to: text, name: 'Mari' }, 'other'] }).value)).toBe(
      '{"people":["other"]}',
    );
  });

  it.each([['+37255501412'], ['+4437255501411'], ['+1 5550 1411'], ['3725550141'], ['1372555014110']])(
    'is not confused with another number: %s',
    (text) => {
      expect(forget({ to: [text] })).toEqual({ value: { to: [text] }, found: 0 });
    },
  );

  it('is removed from lists, texts and names, and the rest stays', () => {
    const draft = {
      to: ['+37255501412', '+372 5550 1411'],
      typed: '+37255501412, +37255501411; +37255501413',
      values: { '+37255501411': { 'first name': 'Mari' }, '+37255501412': { 'first name': 'Jaan' } },
      chain: { steps: [{ channel: 'sms', text: 'Tere' }] },
    };
    expect(forget(draft).value).toEqual({
      to: ['+37255501412'],
      typed: '+37255501412, ; +37255501413',
      values: { '+37255501412': { 'first name': 'Jaan' } },
      chain: { steps: [{ channel: 'sms', text: 'Tere' }] },
    });
  });
});

describe('a number in the notations of many countries', () => {
  it.each([
    ['+442079460958', '+44 (0)20 7946 0958'],
    ['+442079460958', '020 7946 0958'],
    ['+79123456789', '8 (912) 345-67-89'],
    ['+36201234567', '06 20 123 4567'],
    ['+390612345678', '06 1234 5678'],
    ['+37255501411', '\uff0b\uff13\uff17\uff12 5550 1411'],
    ['+37255501411', '\u0665\u0665\u0665\u0660 1411'],
    ['+37255501411', 'tel:+372.5550.1411'],
    ['+37255501411', '+372 [55] 50 14\u200b11'],
    ['+37255501411', '+372\n    5550 1411'],
    ['+37255501411', '5550 1410\n5550 1411\n5550 1412'],
  ])('%s is found in “%s” and listed', (one, text) => {
    expect(forgetNumber({ text }, one).found).toBe(1);
    expect([...numbersIn({ text }, 'anywhere')]).toContain(one);
    expect(mayHold(text, one)).toBe(true);
  });

  it('is listed wherever it is found: an erasure today has the same effect on an older backup', () => {
    const written = fc
      .array(fc.constantFrom(...'0123456789', '+', ' ', '-', '(', ')', '\n', ', ', 'a', '372', '44', '00'), {
        maxLength: 30,
      })
      .map((parts) => parts.join(''));
    const numbers = ['+37255501411', '+442079460958', '+79123456789', '+390612345678', '+12133734253'];
    const mixed = fc.tuple(
      written,
      fc.constantFrom(...numbers),
      fc.array(fc.constantFrom('', '', ' ', '-', ' (', ') ', '\n'), { minLength: 15, maxLength: 15 }),
      fc.constantFrom('+', '00', '', 'national'),
      written,
    );
    let found = 0;
    fc.assert(
      fc.property(mixed, ([before, one, gaps, prefix, after]) => {
        const digits = prefix === 'national' ? splitPhone(one).national : one.slice(1);
        const middle = [...digits].map((digit, index) => digit + (gaps[index] ?? '')).join('');
        const text = `${before}${prefix === 'national' ? '' : prefix}${middle}${after}`;
        if (forgetNumber(text, one).found === 0) return;
        found += 1;
        expect([...numbersIn(text, 'anywhere')]).toContain(one);
        expect(mayHold(text, one)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
    expect(found).toBeGreaterThan(300);
  });
});

describe('the numbers in a text', () => {
  it('are found with and without their country code, next to each other, and as names', () => {
    const found = [
      ...numbersIn(
        { to: '+372 5550 1411', cc: '5550 1412', all: '+37255501413 +37255501414', '+37255501415': {} },
        'anywhere',
      ),
    ];
    for (const end of [1, 2, 3, 4, 5]) expect(found).toContain(`+3725550141${end}`);
    expect([...numbersIn('5550 1412', 'abroad')]).not.toContain('+37255501412');
  });

  it('are all found in a list of ten thousand', () => {
    const list = Array.from({ length: 10_000 }, (_, index) => `+3725${String(index).padStart(7, '0')}`);
    const found = new Set<string>(numbersIn(list.join(' '), 'abroad'));
    expect(list.filter((number) => !found.has(number))).toEqual([]);
  });
});
