import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { parsedYaml, withoutNumber } from '../../../files/written-yaml.ts';

/** The setting in which kept scenarios stand: a JSON list of their texts (YAML). */
const scenariosKey = 'sandbox_scenarios';

/** The texts of the scenarios that are kept. */
function keptScenarios(context: QueryContext): string[] {
  const kept = context.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', scenariosKey);
  const texts: unknown = kept === undefined ? [] : JSON.parse(kept.value);
  return Array.isArray(texts) ? texts.map(String) : [];
}

/**
 * Takes a number out of the texts of kept scenarios: somebody may have let a person of the sandbox say it.
 * @returns how many held it
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

/** The number of saved scenarios that name a number. */
export function countScenarios(context: QueryContext, number: E164): number {
  return keptScenarios(context).filter((text) => withoutNumber(text, number) !== null).length;
}

/** What saved scenarios say, as they stand and as they are read, for finding erased numbers. */
export function writtenInScenarios(context: QueryContext): unknown[] {
  return keptScenarios(context).map((text) => [text, parsedYaml(text)]);
}
