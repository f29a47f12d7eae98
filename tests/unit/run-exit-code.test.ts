import { expect, it } from 'vitest';
import { exitOf } from '../../electron/cli/commands/run-plan.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { awkwardRun } from './plans/run-fixture.ts';

it.each([
  ['finished', 3, 0, 0],
  ['finished', 2, 1, 1],
  ['finished', 2, 0, 2],
  ['stopped', 2, 1, 1],
  ['stopped', 2, 0, 2],
  ['paused', 2, 0, 2],
] as const)(
  'a run of three that is %s, with %i passed and %i failed, ends with %i',
  (state, passed, failed, code) => {
    const run: Run = { ...awkwardRun(), state };
    expect(exitOf({ ...run, cells: { ...run.cells, all: 3, passed, failed } })).toBe(code);
  },
);

it('a run that is paused ends with 2, even if a message has failed', () => {
  const run: Run = { ...awkwardRun(), state: 'paused' };
  expect(exitOf({ ...run, cells: { ...run.cells, all: 3, passed: 1, failed: 1 } })).toBe(2);
});
