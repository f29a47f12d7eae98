import { expect, it } from 'vitest';
import { runReads } from '../../electron/engine/features/runs/read-runs.ts';
import { type ReadPlan, readPlan } from '../../shared/plans/read-plan.ts';
import { plansProblem } from '../../shared/problems/plans.ts';
import { awkwardRun } from './plans/run-fixture.ts';

const plan = `name: One
confirm: Did it come?
numbers: [{ name: Phone, number: "+37255550100" }]
chains: [{ name: one, steps: [{ sms: A }], expect: ['reaches: any'] }]
`;

it('the question of a plan that took too long to read once is read again', async () => {
  const tooLong: ReadPlan = {
    ok: false,
    problems: [{ ...plansProblem('yaml-limit/time'), line: 1, column: 1 }],
  };
  const answers: ReadPlan[] = [tooLong, readPlan(plan, null)];
  const reads = runReads(
    { read: async () => ({ ...awkwardRun(), plan, chainOf: [], air: null }) as never },
    { plan: async () => answers.shift() ?? Promise.reject(new Error('the plan was read once too often')) },
  );
  const confirm = async () => {
    const run = await reads.get({ id: 'abc' });
    return run.ok ? run.value.confirm : run.problem.code;
  };
  expect([await confirm(), await confirm(), await confirm()]).toEqual([null, 'Did it come?', 'Did it come?']);
});
