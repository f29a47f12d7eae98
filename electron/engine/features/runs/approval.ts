import type { Problem } from '../../../../shared/messaging/problem.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import { reachesNobody, type StoredAccount } from '../accounts/index.ts';

/**
 * Returns the problem of a run that was started with an address of this computer, if its account has moved to one
 * that reaches people: nobody has agreed to real messages of this run. null if there is no problem.
 */
export function notAgreed(
  run: { readonly live: boolean },
  account: Pick<StoredAccount, 'kind' | 'baseUrl' | 'name'>,
): Problem | null {
  return run.live || reachesNobody(account)
    ? null
    : runsProblem('live-not-asked/run', { name: account.name });
}
