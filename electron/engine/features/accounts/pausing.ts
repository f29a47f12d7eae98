import type { Problem } from '../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../shared/problems/accounts.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store.ts';
import type { Registry } from './registry.ts';
import type { PauseReason } from './sql/save-accounts.ts';

export type AccountPauser = {
  /** Pauses one account's sending, with the reason. */
  pause(id: string, reason: PauseReason, why: Problem): Promise<void>;
  /** Checks the error numbers of a report or status for one that pauses the account. */
  noteErrors(accountId: string, messageId: string | null, errs: readonly (number | null)[]): void;
};

export function createAccountPauser(needs: {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => number;
  readonly log: Log;
}): AccountPauser {
  const { store, registry, now, log } = needs;

  async function pause(id: string, reason: PauseReason, why: Problem): Promise<void> {
    await store.write('pauseAccount', { id, pause: { reason, problem: why, at: now() } });
    log('account-paused', { reason });
    await registry.reload();
  }

  async function noteNoCredit(accountId: string, messageId: string | null): Promise<void> {
    // If a run's own sandbox account has no credit left, only that run is paused; see the runner.
    const run = messageId === null ? null : await store.read('ownAccountOf', { messageId });
    if (run === null) await pause(accountId, 'no-credit', accountsProblem('no-credit'));
  }

  return {
    pause,
    noteErrors(accountId, messageId, errs) {
      if (!errs.includes(4)) return;
      void noteNoCredit(accountId, messageId).catch((error: unknown) =>
        log('pause-failed', { error: error instanceof Error ? error.message : String(error) }),
      );
    },
  };
}
