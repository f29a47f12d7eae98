import { fail, ok, type Result, withCodeOf } from '../../../../shared/messaging/problem.ts';
import { sandboxProblem } from '../../../../shared/problems/sandbox.ts';
import type { ReadScenario, Scenario } from '../../../../shared/sandbox/scenario.ts';

/** Returns the first problem, with its line in the message, for calls that return only one. */
export function goodScenario(one: ReadScenario): Result<Scenario> {
  if (one.ok) return ok(one.scenario);
  const [first] = one.problems;
  if (first === undefined) throw new Error('a scenario is refused without a reason');
  const { line, column: _column, ...why } = first;
  return fail(withCodeOf(why, sandboxProblem('any-code/at-line', { line, why })));
}
