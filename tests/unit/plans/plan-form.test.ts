import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplePlan } from '../../../renderer/features/runs/example-plan.ts';
import { channels } from '../../../shared/messaging/types.ts';
import { expectationNames } from '../../../shared/plans/expectations.ts';
import {
  emptyNumber,
  formOfPlan,
  type PlanForm,
  pastedNumbers,
  writePlan,
} from '../../../shared/plans/plan-form.ts';
import { readPlan } from '../../../shared/plans/read-plan.ts';
import { count } from '../../helpers/counts.ts';

const nowAt = Date.UTC(2026, 10, 25);

const filled: PlanForm = {
  name: 'Viber: first',
  description: '',
  purpose: 'appointments',
  groups: [{ name: 'off', expect: [{ name: 'reaches', value: 'nobody' }] }],
  numbers: [
    { name: 'Tele2 phone', number: '+37255550100', country: '', operator: 'Tele2', group: '', expect: [] },
    {
      ...{ name: 'no', number: '+372 5555 0110', country: 'EE', operator: '', group: 'off' },
      expect: [{ name: 'refused', value: '105' }],
    },
  ],
  chains: [
    {
      name: 'both',
      steps: [
        { channel: 'viber', text: 'Hello: you', sender: 'Shop', wait: '10 s' },
        { channel: 'sms', text: '1234', sender: '', wait: '' },
      ],
      expect: [{ name: 'segments', value: '1' }],
    },
  ],
  expect: [
    { name: 'reaches', value: 'any within 30 s' },
    { name: 'callbacks', value: 'verified' },
    { name: 'cost at most', value: '0.20' },
  ],
  repeat: '2',
  pace: '10 per minute',
  budget: '1.50',
  timeout: '90 s',
  confirm: 'Did it come?',
  seed: '07',
  live: true,
  agreed: 'both owners',
};

describe('a plan’s form', () => {
  it('becomes a valid plan with the values that were filled in', () => {
    const read = readPlan(writePlan(filled), nowAt);
    expect(read).toMatchObject({
      ok: true,
      plan: {
        name: 'Viber: first',
        numbers: [
          {
            name: 'Tele2 phone',
            number: '+37255550100',
            country: 'EE',
            operator: 'Tele2',
            group: null,
            expect: [],
          },
          { name: 'no', number: '+37255550110', group: 'off', expect: [{ kind: 'refused', codes: ['105'] }] },
        ],
        chains: [
          {
            name: 'both',
            chain: {
              steps: [
                { channel: 'viber', text: 'Hello: you', sender: 'Shop', ttlSeconds: 10 },
                { channel: 'sms', text: '1234' },
              ],
            },
            expect: [
              { kind: 'reaches', channel: 'any', withinMs: 30_000 },
              { kind: 'callbacks-verified' },
              { kind: 'cost', atMost: '0.20' },
              { kind: 'segments', count: 1 },
            ],
          },
        ],
        repeat: 2,
        budget: '1.50',
        timeoutMs: 90_000,
        confirm: 'Did it come?',
        seed: 7,
        live: true,
        agreed: 'both owners',
      },
    });
  });

  it('is read back unchanged, whatever was typed', () => {
    const text = fc.oneof(
      fc.constantFrom(
        '',
        'yes',
        '007',
        '+372',
        '- a',
        '# b',
        '"',
        "'",
        'a: b',
        ' x ',
        '&a',
        '*',
        'a\nb',
        '0x1f',
      ),
      fc
        .string({ unit: 'grapheme', maxLength: 20 })
        .filter((one) => !/\p{Cs}|[^\P{Cc}\n]|[\u2028\u2029\uFEFF]/u.test(one)),
    );
    const expectations = fc.array(fc.record({ name: fc.constantFrom(...expectationNames), value: text }), {
      maxLength: 3,
    });
    const forms: fc.Arbitrary<PlanForm> = fc.record({
      name: text,
      description: text,
      purpose: text,
      groups: fc.array(fc.record({ name: text, expect: expectations }), { maxLength: 2 }),
      numbers: fc.array(
        fc.record({
          name: text,
          number: text,
          country: text,
          operator: text,
          group: text,
          expect: expectations,
        }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      chains: fc.array(
        fc.record({
          name: text,
          expect: expectations,
          steps: fc.array(
            fc.record({ channel: fc.constantFrom(...channels), text, sender: text, wait: text }),
            {
              minLength: 1,
              maxLength: 3,
            },
          ),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      expect: expectations,
      repeat: text,
      pace: text,
      budget: text,
      timeout: text,
      confirm: text,
      seed: text,
      live: fc.boolean(),
      agreed: text,
    });
    fc.assert(
      fc.property(forms, (form) => {
        expect(formOfPlan(writePlan(form))).toEqual(form);
      }),
      { numRuns: count({ short: 100, long: 500 }) },
    );
  });

  it('has missing values reported at their fields', () => {
    const lacking: PlanForm = {
      ...filled,
      name: '',
      groups: [],
      numbers: [{ ...emptyNumber, name: 'x' }],
      chains: [{ name: 'a', steps: [{ channel: 'sms', text: '', sender: '', wait: 'long' }], expect: [] }],
      expect: [{ name: 'reaches', value: 'somebody' }],
      repeat: 'often',
    };
    const read = readPlan(writePlan(lacking), nowAt);
    expect(read.ok ? [] : read.problems.map(({ field }) => field).sort()).toEqual([
      'chains[0].steps[0].sms',
      'chains[0].steps[0].wait',
      'expect[0].reaches',
      'name',
      'numbers[0].number',
      'repeat',
    ]);
  });

  it('can be made from the example that the window starts with', () => {
    expect(formOfPlan(examplePlan)).not.toBeNull();
  });

  it('is not made from a plan that the form cannot represent', () => {
    for (const more of [
      'name: A\nnumbers: []\nchains: []\nsurprise: 1\n',
      'name: A\nnumbers: [{number: "1"}]\nchains: [{steps: [{sms: a, udh: "00"}]}]\n',
      'name: A\nnumbers: [{number: "1"}]\nchains: [{steps: [{viber: {text: a}}]}]\n',
      'name: A\nnumbers: [{number: "1"}]\nchains: [{priority: high, steps: [{sms: a}]}]\n',
      'name: [',
      '',
    ]) {
      expect(formOfPlan(more)).toBeNull();
    }
  });
});

describe('rows pasted into a plan', () => {
  it('become numbers with the values beside them', () => {
    expect(
      pastedNumbers('Tele2 phone\t+372 5555 0100\tEE\tTele2\nElisa;+37255550110\n\n+37255550161'),
    ).toEqual([
      { ...emptyNumber, name: 'Tele2 phone', number: '+372 5555 0100', country: 'EE', operator: 'Tele2' },
      { ...emptyNumber, name: 'Elisa', number: '+37255550110' },
      { ...emptyNumber, number: '+37255550161' },
    ]);
    expect(pastedNumbers('+37255550100')).toBeNull();
  });
});
