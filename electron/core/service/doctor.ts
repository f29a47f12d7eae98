import type { Core } from '../console.ts';
import { examine } from '../doctor/doctor.ts';
import type { ContractImplementer } from './router.ts';

/** Checks of everything that sending and hearing back rest on. */
export function doctorService(os: ContractImplementer, core: Core) {
  return { run: os.doctor.run.handler(({ input }) => examine(core, input.accountId ?? null)) };
}
