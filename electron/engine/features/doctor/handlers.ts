import type { Core } from '../../../core/console.ts';
import type { ContractImplementer } from '../../../core/service/router.ts';
import { examine } from './doctor.ts';

/** Checks of everything that sending and hearing back rest on. */
export function doctorService(os: ContractImplementer, core: Core) {
  return { run: os.doctor.run.handler(({ input }) => examine(core, input.accountId ?? null)) };
}
