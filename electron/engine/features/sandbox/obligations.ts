import { numbersIn } from '../../../../shared/messaging/forget-number.ts';
import type { Obligations } from '../../obligations.ts';
import { countScenarios, eraseFromScenarios, writtenInScenarios } from './sql/erase-scenarios.ts';

export const sandboxObligations: Obligations = {
  about: (context, number) => ({ scenarios: countScenarios(context, number) }),
  erase: (context, { number }) => ({ counts: { scenarios: eraseFromScenarios(context, number) } }),
  named: (context) => numbersIn(writtenInScenarios(context), 'anywhere'),
  tables: {},
  settings: { sandbox_port: { ofThisFolder: true }, sandbox_scenarios: { personal: 'searched' } },
};
