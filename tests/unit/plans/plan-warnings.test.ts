import { describe, expect, it } from 'vitest';
import { readPlan } from '../../../shared/plans/read-plan.ts';

const nowAt = Date.UTC(2026, 10, 25);

function planOf(steps: string, more = ''): string {
  return `name: Small
${more}numbers:
  - name: phone
    number: +37255550100
chains:
  - name: chain
    steps:
${steps}
`;
}

const long = 'x'.repeat(159);

/** What a plan says, and the line and the problem of each warning. */
const suspicious: readonly (readonly [
  what: string,
  plan: string,
  warnings: readonly (readonly [number, string])[],
])[] = [
  ['a text that a comment cuts off', planOf('      - sms: Your code is #1234'), [[8, 'plans.text-cut']]],
  [
    'a text of a channel’s form that a comment cuts off',
    planOf('      - viber:\n          text: Call us # or write'),
    [[9, 'plans.text-cut']],
  ],
  [
    'a name that a comment cuts off',
    planOf('      - sms: Hello', 'description: For #team\n'),
    [[2, 'plans.text-cut']],
  ],
  [
    'a line break at the end that costs a part',
    planOf(`      - sms: |\n          ${long}x`),
    [[8, 'plans.line-break-part']],
  ],
  [
    'line breaks inside that cost a part',
    planOf(`      - sms: |-\n          ${long.slice(1)}\n\n          x`),
    [[8, 'plans.line-break-part']],
  ],
  [
    'a time limit that is shorter than an expectation allows',
    planOf(
      '      - viber: Hello\n    expect:\n      - seen within: 3 min',
      'expect: { reaches: any within 4 min }\n',
    ),
    [
      [2, 'plans.timeout-before-within'],
      [11, 'plans.timeout-before-within'],
    ],
  ],
  [
    'a time limit that ends before the last step begins',
    planOf(
      '      - viber: Hello\n        wait: 40 s\n      - whatsapp: Hello\n        wait: 50 s\n      - sms: Hello',
      'timeout: 80 s\n',
    ),
    [[7, 'plans.timeout-before-step']],
  ],
  [
    'a group without numbers',
    planOf('      - sms: Hello', 'groups:\n  - name: off\n    expect: [reaches nobody]\n'),
    [[3, 'plans.group-unused']],
  ],
];

const innocent = [
  [
    'comments beside numbers, names and times',
    planOf(
      '      - sms: "Hello # 1" # the short one\n        wait: 10 s # enough',
      'repeat: 2 # twice\ndescription: A # note\n',
    ),
  ],
  ['a comment in a line of its own', planOf('      - sms: Hello\n      # the end')],
  ['a “#” inside a word', planOf('      - sms: Hello#1')],
  ['line breaks that cost nothing', planOf('      - sms: |\n          Hello\n\n          you')],
  ['a text of two parts without its line break', planOf(`      - sms: |\n          ${long}${long}`)],
  [
    'a time limit that is long enough',
    planOf(
      '      - viber: Hello\n        wait: 80 s\n      - sms: Hello\n        wait: 10 min',
      'timeout: 80 s\nexpect: { reaches: any within 80 s }\n',
    ),
  ],
] as const;

describe('a valid plan is read with a warning about', () => {
  it.each(suspicious)('%s', (_what, plan, warnings) => {
    const found = readPlan(plan, nowAt);
    expect(found).toMatchObject({ ok: true, warnings: warnings.map(([line, id]) => ({ line, id })) });
  });
});

describe('a valid plan is read without a warning if it has', () => {
  it.each(innocent)('%s', (_what, plan) => {
    expect(readPlan(plan, nowAt)).toMatchObject({ ok: true, warnings: [] });
  });
});
