import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { expectationsOf } from '../../../shared/plans/combine-expectations.ts';
import { cellsOf } from '../../../shared/plans/plan.ts';
import { readPlan } from '../../../shared/plans/read-plan.ts';
import { englishText } from '../../../shared/problems/english-text.ts';
import { inEnglish } from '../../helpers/english.ts';

const nowAt = Date.UTC(2026, 10, 25);

/** The published schema. */
const isValid = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync(new URL('../../../docs/plan.schema.json', import.meta.url), 'utf8')),
);

const good = `# A plan as a tester writes it
name: Viber first in Estonia
description: Does Viber reach, and SMS where it does not?
live: yes
agreed: all three owners, 2026-11-20
repeat: 2
pace: 10 per minute
budget: 1.50 EUR
timeout: 90 s
confirm: Did it come, with our name?
seed: 7
numbers:
  - name: Tele2 phone
    number: +37255550100
    operator: Tele2
  - name: Elisa phone
    number: "+372 5555 0110"
    country: ee
    operator: Elisa
chains:
  - name: viber then sms
    steps:
      - viber: "Your code: 1234"
        wait: 10 s
        sender: Omnideck
      - sms: Your code 1234
        autoconvert: off
    expect:
      - first channel: viber
      - cost at most 0.05
  - name: card
    priority: high
    steps:
      - viber:
          text: Look at this
          image_url: https://example.com/a.png
          button_text: More
          button_url: https://example.com
expect:
  - reaches: any within 30 s
  - never: FAILED, REJECTD
  - callbacks verified
  - segments: 1
`;

function read(text: string) {
  const found = readPlan(text, nowAt);
  if (found.ok) throw new Error('it was taken for a good plan');
  return found.problems;
}

describe('a number in a plan that a spreadsheet wrote as a decimal', () => {
  const withNumber = (written: string) =>
    readPlan(good.replace('number: +37255550100', `number: ${written}`), nowAt);

  it('is read as the original number', () => {
    const found = withNumber('+37255550100.0');
    expect(found).toMatchObject({ ok: true, plan: { numbers: [{ number: '+37255550100' }, {}] } });
  });

  it('is refused with its line if it is ambiguous', () => {
    const found = withNumber('"+3725550141.0"');
    expect(found).toMatchObject({ ok: false, problems: [{ code: 'number-two-readings', line: 14 }] });
  });
});

describe('a valid plan', () => {
  it('is read completely: numbers stay as written, money stays a decimal string, JSON keeps its types', () => {
    const found = readPlan(good, nowAt);
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    const { plan } = found;
    expect(plan).toMatchObject({
      name: 'Viber first in Estonia',
      live: true,
      agreed: 'all three owners, 2026-11-20',
      repeat: 2,
      pacePerSecond: 10 / 60,
      budget: '1.50',
      timeoutMs: 90_000,
      confirm: 'Did it come, with our name?',
      seed: 7,
    });
    expect(plan.numbers).toEqual([
      {
        name: 'Tele2 phone',
        number: '+37255550100',
        country: 'EE',
        operator: 'Tele2',
        group: null,
        expect: [],
      },
      {
        name: 'Elisa phone',
        number: '+37255550110',
        country: 'EE',
        operator: 'Elisa',
        group: null,
        expect: [],
      },
    ]);
    expect(plan.chains[0]?.chain).toEqual({
      steps: [
        { channel: 'viber', sender: 'Omnideck', ttlSeconds: 10, text: 'Your code: 1234' },
        { channel: 'sms', autoconvert: 'off', text: 'Your code 1234' },
      ],
    });
    expect(plan.chains[1]?.chain).toEqual({
      priority: 'high',
      steps: [
        {
          channel: 'viber',
          text: '',
          content: {
            text: 'Look at this',
            image_url: 'https://example.com/a.png',
            button_text: 'More',
            button_url: 'https://example.com',
          },
        },
      ],
    });
  });

  it('applies the expectations of the whole plan to each chain, except those about channels that the chain does not have', () => {
    const found = readPlan(good, nowAt);
    if (!found.ok) throw new Error('not read');
    const written = found.plan.chains.map(({ expect: all }) => all.map((one) => one.written));
    expect(written[0]).toEqual([
      'reaches: any within 30 s',
      'never: FAILED, REJECTD',
      'callbacks: verified',
      'segments: 1',
      'first channel: viber',
      'cost at most: 0.05',
    ]);
    expect(written[1]).toEqual(['reaches: any within 30 s', 'never: FAILED, REJECTD', 'callbacks: verified']);
  });

  it('may have expectations for a number and for a named group of numbers', () => {
    const text = good
      .replace(
        '    operator: Tele2',
        '    operator: Tele2\n    expect:\n      - refused: 105\n      - never DELETED',
      )
      .replace('    operator: Elisa', '    operator: Elisa\n    group: off')
      .replace('numbers:\n', 'groups:\n  - name: off\n    expect:\n      reaches: nobody\nnumbers:\n');
    const found = readPlan(text, nowAt);
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    const [chain] = found.plan.chains;
    const [first, second] = found.plan.numbers;
    if (chain === undefined || first === undefined || second === undefined) throw new Error('incomplete');
    const written = (number: typeof first) =>
      expectationsOf(found.plan, chain, number).map((one) => one.written);
    // What a number expects replaces what the plan and the chain expect of the same kind, and what cannot be true beside it.
    expect(written(first)).toEqual(['cost at most: 0.05', 'refused: 105', 'never: DELETED']);
    expect(written(second)).toEqual([
      'never: FAILED, REJECTD',
      'callbacks: verified',
      'cost at most: 0.05',
      'reaches: nobody',
    ]);
    expect(isValid(parse(text)), JSON.stringify(isValid.errors)).toBe(true);
  });

  it('gives a matrix of cells, round by round', () => {
    const found = readPlan(good, nowAt);
    if (!found.ok) throw new Error('not read');
    const cells = cellsOf(found.plan);
    expect(cells).toHaveLength(8);
    expect(cells.map(({ round }) => round)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
    expect(new Set(cells.map(({ chain, number, round }) => `${chain}/${number}/${round}`)).size).toBe(8);
  });

  it('may expect nothing: then each chain must reach the recipient', () => {
    const text = good.slice(0, good.indexOf('\nexpect:')).replace(/ {4}expect:\n.*\n.*\n/u, '');
    expect(text).not.toContain('expect');
    const found = readPlan(text, nowAt);
    expect(found.ok && found.plan.chains.map(({ expect: all }) => all)).toEqual([[], []]);
  });

  it('may begin with a byte order mark and have Windows line endings', () => {
    expect(readPlan(`\uFEFF${good.replaceAll('\n', '\r\n')}`, nowAt).ok).toBe(true);
  });
});

/** A change of the good plan, the line of the fault, its code, and a word that its hint must hold. */
const broken: readonly (readonly [
  what: string,
  from: string,
  to: string,
  line: number,
  code: string,
  hint: string,
])[] = [
  ['no name', 'name: Viber first in Estonia\n', '', 2, 'missing', 'name:'],
  ['an empty name', 'name: Viber first in Estonia', 'name: ""', 2, 'empty', 'remove'],
  ['a key that is misspelt', 'repeat: 2', 'repaet: 2', 6, 'unknown-key', 'repeat'],
  ['a key that means nothing', 'repeat: 2', 'colour: red', 6, 'unknown-key', 'Known keys'],
  ['a key said twice', 'repeat: 2', 'repeat: 2\nrepeat: 3', 7, 'not-yaml', 'once'],
  ['a tab', '  - name: Tele2 phone', '\t- name: Tele2 phone', 13, 'not-yaml', 'spaces'],
  ['a quotation mark left open', 'name: Viber first', 'name: "Viber first', 2, 'not-yaml', 'quotation'],
  ['live without agreement', 'agreed: all three owners, 2026-11-20\n', '', 4, 'not-agreed', 'agreed:'],
  ['live that is neither yes nor no', 'live: yes', 'live: maybe', 4, 'not-yes-or-no', 'live: no'],
  ['a repeat of nought', 'repeat: 2', 'repeat: 0', 6, 'not-a-number', 'Write for example'],
  ['a repeat and a half', 'repeat: 2', 'repeat: 1.5', 6, 'not-a-number', 'Write for example'],
  ['more cells than a person can mean', 'repeat: 2', 'repeat: 5000', 6, 'too-many-cells', 'Split'],
  ['a pace beyond the limit', 'pace: 10 per minute', 'pace: 500', 7, 'pace', 'per second'],
  ['a budget in dollars', 'budget: 1.50 EUR', 'budget: 1.50 USD', 8, 'budget', 'dot'],
  ['a budget with a comma', 'budget: 1.50 EUR', 'budget: "1,50"', 8, 'budget', 'dot'],
  ['a time without its unit', 'timeout: 90 s', 'timeout: 90', 9, 'not-a-duration', 'unit'],
  [
    'numbers that are no list',
    'numbers:\n  - name: Tele2 phone\n    number: +37255550100\n    operator: Tele2\n',
    'numbers: +37255550100\nx:\n',
    12,
    'not-a-list',
    '- ',
  ],
  [
    'a number without its country',
    'number: +37255550100',
    'number: 55550100',
    14,
    'number-no-country',
    '+372',
  ],
  ['a number with a letter', 'number: +37255550100', 'number: +3725555o100', 14, 'number-', ''],
  ['a number twice', 'number: "+372 5555 0110"', 'number: +37255550100', 17, 'number-twice', 'repeat'],
  ['two names alike', 'name: Elisa phone', 'name: Tele2 phone', 16, 'name-twice', 'different'],
  ['a country of three letters', 'country: ee', 'country: EST', 18, 'country', 'EE'],
  ['an entry with no number', '    number: +37255550100\n', '', 13, 'missing', 'number:'],
  [
    'a step with two channels',
    '        autoconvert: off',
    '        viber: Again',
    26,
    'step-channel',
    'one channel',
  ],
  [
    'a step with none',
    '      - sms: Your code 1234\n        autoconvert: off',
    '      - sender: Omnideck',
    26,
    'step-channel',
    'sms',
  ],
  [
    'a channel that is not known',
    '- sms: Your code 1234',
    '- smss: Your code 1234',
    26,
    'unknown-key',
    'sms',
  ],
  [
    'a channel twice in a chain',
    '- sms: Your code 1234\n        autoconvert: off',
    '- viber: Your code 1234',
    26,
    'channel-twice',
    'once',
  ],
  ['an autoconvert that is none', 'autoconvert: off', 'autoconvert: sometimes', 27, 'autoconvert', 'full'],
  [
    'an expectation that is not known',
    '- first channel: viber',
    '- arrives: soon',
    29,
    'expectation-unknown',
    'reaches',
  ],
  [
    'a status that Messente has not',
    'never: FAILED, REJECTD',
    'never: FAILED, LOST',
    41,
    'expectation-value',
    'DELIVRD',
  ],
  [
    'a time that can not be read',
    'reaches: any within 30 s',
    'reaches: any within soon',
    40,
    'expectation-value',
    'within 30 s',
  ],
  [
    'an expectation of a channel that is not there',
    '- first channel: viber',
    '- first channel: rcs',
    29,
    'expectation-impossible',
    'such a step',
  ],
  ['a sum that is none', 'cost at most 0.05', 'cost at most much', 30, 'expectation-value', 'dot'],
  [
    'a Viber picture with a text and no button',
    '          button_text: More\n          button_url: https://example.com\n',
    '',
    34,
    'part-needed',
    'button',
  ],
  [
    'an anchor',
    'repeat: 2\npace: 10 per minute',
    'repeat: &twice 2\npace: *twice',
    7,
    'alias',
    'Write the value again',
  ],
  ['a list where the plan should be', good, '- one\n- two\n', 1, 'not-a-mapping', 'name:'],
  ['nothing at all', good, '', 1, 'empty', 'chains'],
  ['words that are no plan', good, 'Dear tester', 1, 'not-a-mapping', 'name:'],
];

describe('an invalid plan is refused with a line and a hint:', () => {
  it.each(broken)('%s', (_what, from, to, line, code, hint) => {
    expect(good).toContain(from);
    const problems = read(good.replace(from, () => to));
    const hit = problems.find((one) => one.line === line && one.code.startsWith(code));
    expect(hit, JSON.stringify(problems, null, 1)).toBeDefined();
    expect(inEnglish(hit)?.hint).toContain(hint);
    for (const one of problems) {
      expect(englishText(one).message.length).toBeGreaterThan(5);
      expect(englishText(one).hint.length).toBeGreaterThan(5);
    }
  });

  it('with every problem at once, in the order of the file', () => {
    const problems = read(
      good
        .replace('repeat: 2', 'repeat: two')
        .replace('timeout: 90 s', 'timeout: soon')
        .replace('live: yes', 'live: maybe'),
    );
    expect(problems.map(({ line }) => line)).toEqual([4, 6, 9]);
  });

  it('if it is longer than a plan may be', () => {
    expect(read(`name: ${'x'.repeat(1_000_001)}`)[0]?.code).toBe('plan-too-long');
  });
});

/**
 * Problems that no schema can detect: in the file's format, between entries, in the meaning of a number or a
 * chain.
 */
const beyondSchema = new Set([
  'a key said twice',
  'a tab',
  'a quotation mark left open',
  'more cells than a person can mean',
  'a pace beyond the limit',
  'a number without its country',
  'a number twice',
  'two names alike',
  'a channel twice in a chain',
  'an expectation that is not known',
  'an expectation of a channel that is not there',
  'a sum that is none',
  'a Viber picture with a text and no button',
  'an anchor',
]);

describe('the published schema of plans', () => {
  it('accepts the valid plan, as an editor would read it', () => {
    expect(isValid(parse(good)), JSON.stringify(isValid.errors)).toBe(true);
  });

  it.each(broken.filter(([what]) => !beyondSchema.has(what)))('refuses %s too', (_what, from, to) => {
    expect(isValid(parse(good.replace(from, () => to)))).toBe(false);
  });
});
