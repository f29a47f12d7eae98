import { describe, expect, it } from 'vitest';
import { forgetNumber, numbersIn } from '../../../shared/messaging/forget-number.ts';

const number = '+37255501411';
const forget = (value: unknown) => forgetNumber(value, number);

describe('a number in what was written', () => {
  it.each([
    ['+37255501411'],
    ['+372 5550 1411'],
    ['00372 5550-1411'],
    ['37255501411'],
    ['5550 1411'],
    ['(372) 55 50 14 11'],
  ])('is found however it is written: %s', (text) => {
    expect(forget(`call ${text} now`)).toMatchObject({ found: 1 });
    expect(JSON.stringify(forget({ people: [{ to: text, name: 'Mari' }, 'other'] }).value)).toBe(
      '{"people":["other"]}',
    );
  });

  it.each([['+37255501412'], ['+4437255501411'], ['+1 5550 1411'], ['3725550141'], ['1372555014110']])(
    'is not taken for another: %s',
    (text) => {
      expect(forget({ to: [text] })).toEqual({ value: { to: [text] }, found: 0 });
    },
  );

  it('goes out of lists, texts and names, and leaves the rest', () => {
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

describe('numbers that a text names', () => {
  it('are found with and without their country code, beside each other too', () => {
    const found = numbersIn(
      '{"to":"+372 5550 1411","cc":"5550 1412","all":"+37255501413 +37255501414"}',
      'EE',
    );
    for (const one of ['+37255501411', '+37255501412', '+37255501413', '+37255501414'])
      expect(found).toContain(one);
  });
});
