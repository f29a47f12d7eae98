import type { Run } from '../contract/runs.ts';

/** The conditions of a run that every report names: the same ones give the same verdicts. */
const conditions = ['plan', 'account', 'credit', 'seed', 'speed', 'weather'] as const;

type Condition = (typeof conditions)[number];

/**
 * Returns the known conditions of a run in the order of the reports. Only a run in the sandbox has more than
 * the plan.
 * @param names the report's name of each condition
 */
export function conditionsOf(
  { planHash, sandbox }: Pick<Run, 'planHash' | 'sandbox'>,
  names: Readonly<Record<Condition, string>>,
): { readonly name: string; readonly value: string }[] {
  const values: Readonly<Record<Condition, string | number | null>> = {
    plan: planHash,
    account: sandbox?.account ?? null,
    credit: sandbox?.credit ?? null,
    seed: sandbox?.seed ?? null,
    speed: sandbox?.speed ?? null,
    weather: sandbox?.weather ?? null,
  };
  return conditions.flatMap((condition) => {
    const value = values[condition];
    return value === null ? [] : [{ name: names[condition], value: String(value) }];
  });
}
