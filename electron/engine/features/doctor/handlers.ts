import type { ContractImplementer } from '../../router.ts';
import type { Core } from '../../start.ts';
import { examine } from './doctor.ts';

/** Checks of everything that sending and hearing back rest on. */
export function doctorService(os: ContractImplementer, core: Core) {
  return { run: os.doctor.run.handler(({ input }) => examine(core, input.accountId ?? null)) };
}
