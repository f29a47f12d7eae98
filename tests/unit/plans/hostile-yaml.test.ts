import { describe, expect, it } from 'vitest';
import { formOfPlan } from '../../../shared/plans/plan-form.ts';
import { readPlan } from '../../../shared/plans/read-plan.ts';
import { readScenario } from '../../../shared/sandbox/scenario.ts';
import { hostileYaml } from '../../helpers/hostile-yaml.ts';

const texts = Object.entries(hostileYaml(20_000));

function planProblems(text: string) {
  const read = readPlan(text, 0);
  return read.ok ? [] : read.problems;
}

describe('YAML that was written to keep the parser busy', () => {
  it('is refused as a plan with at most 100 problems, each with its line', () => {
    for (const [name, text] of texts) {
      const problems = planProblems(text);
      expect(problems.length, name).toBeGreaterThan(0);
      expect(problems.length, name).toBeLessThanOrEqual(100);
      for (const { line, column } of problems) {
        expect(line, name).toBeGreaterThan(0);
        expect(column, name).toBeGreaterThan(0);
      }
    }
  });

  it('is refused as a scenario with at most 100 problems', () => {
    for (const [name, text] of texts) {
      const read = readScenario(text, () => true);
      const problems = read.ok ? [] : read.problems;
      expect(problems.length, name).toBeGreaterThan(0);
      expect(problems.length, name).toBeLessThanOrEqual(100);
    }
  });

  it('does not fill a problem with the text of the file', () => {
    for (const [name, text] of texts) {
      expect(JSON.stringify(planProblems(text)).length, name).toBeLessThan(200_000);
    }
  });

  it('is not shown in the form', () => {
    for (const [name, text] of texts) expect(formOfPlan(text), name).toBeNull();
  });

  it('is refused where it has too many levels, keys or aliases', () => {
    const codesOf = (text: string) => planProblems(text).map(({ code, id }) => [code, id]);
    expect(codesOf(`${'['.repeat(60)}${']'.repeat(60)}`)).toEqual([['yaml-limit', 'plans.yaml-limit/depth']]);
    const keys = Array.from({ length: 501 }, (_, index) => `k${index}: 1`).join('\n');
    expect(codesOf(keys)).toEqual([['yaml-limit', 'plans.yaml-limit/keys']]);
    expect(planProblems(keys)).toMatchObject([{ line: 501 }]);
    expect(codesOf(`a: &a 1\nb: [${'*a, '.repeat(101)}]`)).toEqual([
      ['yaml-limit', 'plans.yaml-limit/aliases'],
    ]);
    expect(codesOf(`a: [${'1, '.repeat(260_000)}]`)).toEqual([['yaml-limit', 'plans.yaml-limit/tokens']]);
  });
});

it('a plan with as many numbers as a run may have messages is read', () => {
  const numbers = Array.from(
    { length: 10_000 },
    (_, index) =>
      `  - name: Phone ${index}\n    number: +3725${String(5_000_000 + index)}\n    country: EE\n    operator: Tele2\n`,
  ).join('');
  const read = readPlan(
    `name: Many\nnumbers:\n${numbers}chains:\n  - steps:\n      - sms: Hello\nexpect:\n  - reaches: any\n`,
    0,
  );
  expect(read).toMatchObject({ ok: true });
});
