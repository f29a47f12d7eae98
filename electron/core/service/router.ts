/** The contract, implemented on the console's parts. One file a group of calls. */
import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/contract.ts';
import { fail, type Problem, problem } from '../../../shared/messaging/problem.ts';
import type { Core } from '../console.ts';
import { StoreFailure } from '../store/store.ts';
import { accountService } from './accounts.ts';
import { archiveService } from './archive.ts';
import { callbackService } from './callbacks.ts';
import { composingService } from './composing.ts';
import { consoleService } from './console.ts';
import { doctorService } from './doctor.ts';
import { historyService } from './history.ts';
import { messageService } from './messages.ts';
import { planTextService } from './plan-text.ts';
import { privacyService } from './privacy.ts';
import { runCostService } from './run-costs.ts';
import { runsService } from './runs.ts';
import { sandboxService } from './sandbox.ts';

/** What a caller may do beyond the calls themselves; a page may do nothing more. */
export type CallContext = {
  /** This user's own program, which could read and write the files itself: see the contract's archive. */
  readonly mayNameFiles?: boolean;
};

const os = implement(contract).$context<CallContext>();
export type ContractImplementer = typeof os;

/** A disk that refuses what is to be written is no bug: it is said as a problem, and nothing was acknowledged. */
function storeProblem(error: StoreFailure): Problem | null {
  if (error.code === 'SQLITE_FULL') {
    return problem(
      'disk-full',
      'The disk is full, so this could not be written down and was not done.',
      'Make room on the disk of the data folder, then do it again.',
    );
  }
  if (error.code?.startsWith('SQLITE_IOERR') || error.code?.startsWith('SQLITE_READONLY')) {
    return problem(
      'disk-failed',
      `The disk refused what was to be written (${error.code}), so it was not done.`,
      'See that the data folder can be written, then do it again.',
    );
  }
  return null;
}

/** For the calls that answer with a result; the others have no words for it, and reject. */
const sayFullDisk = os.middleware(async ({ next, procedure }, _input, output) => {
  try {
    return await next();
  } catch (error) {
    const why = error instanceof StoreFailure ? storeProblem(error) : null;
    const said = why === null ? null : fail(why);
    const checked = said && (await procedure['~orpc'].outputSchema?.['~standard'].validate(said));
    if (!checked || checked.issues !== undefined) throw error;
    return output(said);
  }
});

export function createContractRouter(core: Core) {
  return os.use(sayFullDisk).router({
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
