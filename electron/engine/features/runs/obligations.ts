import { numbersIn } from '../../../../shared/messaging/forget-number.ts';
import type { Obligations } from '../../obligations.ts';
import { eraseFromRuns } from './sql/erase-runs.ts';
import { retainRuns } from './sql/retain-runs.ts';
import { runsNaming, writtenInRuns } from './sql/runs-naming.ts';

export const runsObligations: Obligations = {
  about: (context, number) => ({ runs: runsNaming(context, number, Number.MAX_SAFE_INTEGER).length }),
  erase(context, { number, until, now }) {
    const runIds = eraseFromRuns(context, number, until, now);
    return { counts: { runs: runIds.length }, runIds };
  },
  named: (context) => numbersIn(writtenInRuns(context), 'anywhere'),
  retain: (context, rule) => (rule.limit === 0 ? {} : retainRuns(context, rule)),
  tables: {
    run: {
      personal: {
        name: 'searched',
        plan: 'searched',
        problem: { kept: 'the code of why it was stopped, and no number' },
        sandbox: { kept: 'the conditions in the sandbox; a scenario that a number names is not written' },
      },
      plain: ['id', 'account_id', 'state'],
    },
    run_cell: {
      personal: {
        number_name: 'searched',
        result: 'searched',
        chain_name: { kept: 'the name of a chain in the plan' },
      },
      plain: ['country', 'operator', 'message_id', 'handset'],
    },
  },
};
