/** The contract, implemented on the console's parts. One file a group of calls. */
import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/contract.ts';
import type { Core } from '../console.ts';
import { accountService } from './accounts.ts';
import { callbackService } from './callbacks.ts';
import { consoleService } from './console.ts';
import { messageService } from './messages.ts';
import { privacyService } from './privacy.ts';

const os = implement(contract);
export type ContractImplementer = typeof os;

export function createContractRouter(core: Core) {
  return os.router({
    ...consoleService(os, core),
    accounts: accountService(os, core),
    messages: messageService(os, core),
    callbacks: callbackService(os, core),
    ...privacyService(os, core),
  });
}

export type ContractRouter = ReturnType<typeof createContractRouter>;
