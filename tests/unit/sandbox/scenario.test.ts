import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { builtInScenarios } from '../../../shared/sandbox/built-in-scenarios.ts';
import { endings, otherEndings } from '../../../shared/sandbox/endings.ts';
import { readScenario, type Scenario, writeScenario } from '../../../shared/sandbox/scenario.ts';
import { inEnglish } from '../../helpers/english.ts';

const knows = (code: string): boolean => ['EE', 'LV', 'FI'].includes(code);
const docs = (name: string): string =>
  readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const validate = new Ajv({ allErrors: true }).compile(JSON.parse(docs('scenario.schema.json')));

const whole = `name: A bad day
description: |
  Everything at once.
seed: 7
credit: 0.10
outage: yes
latency: 1.5 s
callbacks:
  dropped: 10%
  doubled: 5.5 %
  disordered: 100%
  delayed: 2 min
prices:
  ee:
    sms: 0.05
    viber: "1"
answers:
  - ending: "01"
    after: 500 ms
    text: "STOP: now"
  - ending: 20
    text: Yes
`;

describe('the text of a scenario', () => {
  it('may contain every setting', () => {
    expect(readScenario(whole, knows)).toEqual({
      ok: true,
      scenario: {
        name: 'A bad day',
        description: 'Everything at once.\n',
        seed: 7,
        credit: '0.10',
        outage: true,
        latencyMs: 1500,
        callbacks: 'delayed',
        delayMs: 120_000,
        droppedPercent: 10,
        doubledPercent: 5.5,
        disorderedPercent: 100,
        prices: { EE: { sms: '0.05', viber: '1' } },
        answers: [
          { ending: '01', afterMs: 500, text: 'STOP: now' },
          { ending: '20', afterMs: 3000, text: 'Yes' },
        ],
      },
    });
    expect(validate(parse(whole))).toBe(true);
  });

  it('with only a name means fair weather, and keeps credit and seed', () => {
    expect(readScenario('name: Fair', knows)).toMatchObject({
      ok: true,
      scenario: {
        seed: null,
        credit: null,
        outage: false,
        callbacks: 'normal',
        droppedPercent: 0,
        prices: {},
      },
    });
  });

  it('is read back as it was written', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((one) => one.trim() !== '' && !/\p{Cc}|\p{Cs}|\uFEFF/u.test(one));
    const ms = fc.oneof(
      fc.nat(3_600_000),
      fc.nat(3600).map((s) => s * 1000),
    );
    const share = fc.nat(10_000).map((n) => n / 100);
    const money = fc.nat(100_000).map((n) => (n / 1000).toFixed(3));
    const scenarios: fc.Arbitrary<Scenario> = fc
      .record({
        name: text,
        description: fc.option(text),
        seed: fc.option(fc.nat(999_999_999)),
        credit: fc.option(money),
        outage: fc.boolean(),
        latencyMs: ms,
        callbacks: fc.constantFrom('normal' as const, 'dropped' as const, 'delayed' as const),
        delayMs: ms,
        droppedPercent: share,
        doubledPercent: share,
        disorderedPercent: share,
        prices: fc.dictionary(
          fc.constantFrom('EE', 'LV'),
          fc.record({ sms: money, viber: money }, { requiredKeys: ['sms'] }),
          { noNullPrototype: true },
        ),
        answers: fc.array(
          fc.record({ ending: fc.nat(99).map((n) => String(n).padStart(2, '0')), text, afterMs: ms }),
          { maxLength: 4 },
        ),
      })
      // Settings that a file may omit: a delay that has no effect, shares if all reports are dropped.
      .map((one) => ({
        ...one,
        delayMs: one.callbacks === 'delayed' ? one.delayMs : 10_000,
        droppedPercent: one.callbacks === 'dropped' ? 0 : one.droppedPercent,
      }));
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const file = writeScenario(scenario);
        expect(readScenario(file, knows)).toEqual({ ok: true, scenario });
        expect(validate(parse(file)), file).toBe(true);
      }),
    );
  });

  it('is valid for each built-in scenario, and no scenario exists twice', () => {
    const names = builtInScenarios.map((text) => {
      const read = readScenario(text, knows);
      expect(validate(parse(text)), text).toBe(true);
      return read.ok ? read.scenario.name : `faulty: ${text}`;
    });
    expect(names).not.toContainEqual(expect.stringContaining('faulty'));
    expect(new Set(names).size).toBe(names.length);
  });
});

/** A text, the line of its problem, a word of the message, and whether the schema detects it too. */
type Broken = readonly [text: string, line: number, says: string, inSchema?: boolean];
const broken: readonly Broken[] = [
  ['', 1, 'empty', false],
  ['name: [', 1, 'not YAML', false],
  ['name: A\nname: B', 2, 'not YAML', false],
  ['- name', 1, 'keys with values'],
  ['description: x', 1, 'no “name”'],
  ['name: ""', 1, 'empty'],
  [`name: ${'x'.repeat(81)}`, 1, '80 characters'],
  ['name: A\nwether: fair', 2, 'no “wether”'],
  ['name: A\noutage: maybe', 2, 'neither yes nor no'],
  ['name: A\nlatency: 3', 2, 'not a time'],
  ['name: A\nlatency: 2 h', 2, 'not a time', false],
  ['name: A\nlatency: -1 s', 2, 'not a time'],
  ['name: A\nseed: -1', 2, 'not a whole number'],
  ['name: A\nseed: 1.5', 2, 'not a whole number'],
  ['name: A\ncredit: -1', 2, 'not an amount'],
  ['name: A\ncredit: 1,50', 2, 'not an amount'],
  ['name: A\ncallbacks: dropped', 2, 'keys with values'],
  ['name: A\ncallbacks:\n  lost: 10%', 3, 'no “lost”'],
  ['name: A\ncallbacks:\n  dropped: 10', 3, 'not a share'],
  ['name: A\ncallbacks:\n  doubled: 101%', 3, 'not a share'],
  ['name: A\ncallbacks:\n  dropped: all\n  delayed: 3 s', 4, 'dropped'],
  ['name: A\nprices:\n  XX:\n    sms: 1', 4, 'not in the sandbox', false],
  ['name: A\nprices:\n  EE:\n    fax: 1', 4, 'no “fax”'],
  ['name: A\nprices:\n  EE:\n    sms: free', 4, 'not an amount'],
  ['name: A\nanswers: []', 2, 'empty'],
  ['name: A\nanswers:\n  - text: Hi', 3, 'no “ending”'],
  ['name: A\nanswers:\n  - ending: 1\n    text: Hi', 3, 'two digits'],
  ['name: A\nanswers:\n  - ending: "01"\n    text: " "', 4, 'empty'],
  ['name: A\nanswers:\n  - ending: "01"\n    text: Hi\n    after: soon', 5, 'not a time'],
  ['name: &a A\ndescription: *a', 2, 'Anchors', false],
];

describe('an invalid scenario', () => {
  it.each(broken.map(([text, line, says, inSchema = true]) => ({ text, line, says, inSchema })))(
    '$text is refused with its line and a hint',
    ({ text, line, says, inSchema }) => {
      const read = readScenario(text, knows);
      expect(read.ok).toBe(false);
      const [first] = read.ok ? [] : inEnglish(read.problems);
      expect(first?.line).toBe(line);
      expect(first?.message).toContain(says);
      expect(first?.hint).toMatch(/[.?]$/u);
      if (inSchema) expect(validate(parse(text))).toBe(false);
    },
  );

  it('has all its problems reported in the order of the file', () => {
    const read = readScenario('name: A\noutage: perhaps\nlatency: x\ncallbacks:\n  doubled: y\n', knows);
    expect(read.ok ? [] : read.problems.map(({ line }) => line)).toEqual([2, 3, 5]);
  });
});

describe('the table of sandbox numbers', () => {
  it('is the same as in docs/sandbox.md', () => {
    const rows = [...docs('sandbox.md').matchAll(/^\| (\d\d|others) \| (.*) \|$/gmu)].map(
      ([, ending, does]) => ({ ending, does }),
    );
    expect(rows).toEqual([...endings, { ending: 'others', does: otherEndings }]);
  });
});
