import type { ContractImplementer } from '../../contract-os.ts';
import { examine } from './doctor.ts';

/** Returns the handler that runs all checks. */
export function doctorHandlers(os: ContractImplementer, needs: Parameters<typeof examine>[0]) {
  return { run: os.doctor.run.handler(({ input }) => examine(needs, input.accountId ?? null)) };
}
