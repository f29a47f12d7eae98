import type { ContractImplementer } from '../../contract-os.ts';
import { examine } from './doctor.ts';

/** Checks of everything that sending and hearing back rest on. */
export function doctorHandlers(os: ContractImplementer, needs: Parameters<typeof examine>[0]) {
  return { run: os.doctor.run.handler(({ input }) => examine(needs, input.accountId ?? null)) };
}
