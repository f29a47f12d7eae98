import { forgetNumber } from '../../../../shared/messaging/forget-number.ts';
import type { WriteContext } from './context.ts';

/** Takes a number out of the texts of kept scenarios: somebody may have let a person of the sandbox say it. */
export function eraseFromScenarios(context: WriteContext, number: string): void {
  const key = 'sandbox_scenarios';
  const kept = context.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', key);
  if (kept === undefined) return;
  const { value, found } = forgetNumber(JSON.parse(kept.value), number);
  if (found > 0) context.run('UPDATE setting SET value = ? WHERE key = ?', JSON.stringify(value), key);
}
