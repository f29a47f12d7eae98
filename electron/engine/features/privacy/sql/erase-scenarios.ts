import type { WriteContext } from '../../../db/write-context.ts';
import { keptScenarios, scenariosKey } from './names-number.ts';
import { withoutNumber } from './written-yaml.ts';

/**
 * Removes a number from the texts of saved scenarios, where a simulated person's reply may contain it.
 * @returns how many contained it
 */
export function eraseFromScenarios(context: WriteContext, number: string): number {
  let scenarios = 0;
  const left = keptScenarios(context).flatMap((text) => {
    const without = withoutNumber(text, number);
    if (without === null) return [text];
    scenarios += 1;
    return without.rest === null ? [] : [without.rest];
  });
  if (scenarios > 0)
    context.run('UPDATE setting SET value = ? WHERE key = ?', JSON.stringify(left), scenariosKey);
  return scenarios;
}
