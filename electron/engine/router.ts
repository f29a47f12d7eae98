/** The contract, implemented on the console's parts. One file a group of calls. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract/contract.ts';
import { problemError } from '../../shared/contract/problem-error.ts';
import { fail } from '../../shared/messaging/problem.ts';
import { isDamage, storeProblem } from './db/store-problems.ts';
import { accountService } from './features/accounts/handlers.ts';
import { archiveService } from './features/backups/handlers.ts';
import { composingService } from './features/compose/handlers.ts';
import { doctorService } from './features/doctor/handlers.ts';
import { messageService } from './features/messages/handlers.ts';
import { historyService } from './features/messages/history-handlers.ts';
import { privacyService } from './features/privacy/handlers.ts';
import { callbackService } from './features/reports/handlers.ts';
import { runsService } from './features/runs/handlers.ts';
import { planTextService } from './features/runs/plan-text.ts';
import { runCostService } from './features/runs/run-costs.ts';
import { sandboxService } from './features/sandbox/handlers.ts';
import { consoleService } from './features/settings/handlers.ts';
import type { Core } from './start.ts';

/** What a caller may do beyond the calls themselves; a page may do nothing more. */
export type CallContext = {
  /** This user's own program, which could read and write the files itself: see the contract's archive. */
  readonly mayNameFiles?: boolean;
};

const os = implement(contract).$context<CallContext>();
export type ContractImplementer = typeof os;

/**
 * What the disk or another program did to the database is no bug: it is said as a problem, and nothing was
 * acknowledged. A call whose answer has no place for a problem rejects, with the problem as the error's data.
 */
const sayStoreProblem = (core: Core) =>
  os.middleware(async ({ next, procedure }, _input, output) => {
    try {
      return await next();
    } catch (error) {
      const why = isDamage(error) ? await core.damaged() : storeProblem(error);
      if (why === null) throw error;
      const said = fail(why);
      const checked = await procedure['~orpc'].outputSchema?.['~standard'].validate(said);
      if (checked === undefined || checked.issues !== undefined) throw problemError(why);
      return output(said);
    }
  });

export function createContractRouter(core: Core) {
  return os.use(sayStoreProblem(core)).router({
    ...consoleService(os, core),
    accounts: accountService(os, core),
    messages: messageService(os, core),
    history: historyService(os, core),
    composing: composingService(os, core),
    archive: archiveService(os, core),
    runs: { ...runsService(os, core), ...planTextService(os, core), ...runCostService(os, core) },
    sandbox: sandboxService(os, core),
    doctor: doctorService(os, core),
    callbacks: callbackService(os, core),
    ...privacyService(os, core),
  });
}

export type ContractRouter = ReturnType<typeof createContractRouter>;
