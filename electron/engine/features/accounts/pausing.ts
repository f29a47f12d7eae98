import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { Log } from '../../log.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { Registry } from './registry.ts';
import type { PauseReason } from './sql/pause-account.ts';

export type AccountPauser = {
  /** Pauses one account's sending, with the reason. */
  pause(id: string, reason: PauseReason, why: Problem): Promise<void>;
  /** Called after the database paused an account with an event that it stored: the pause applies here, too. */
  notePaused(reason: PauseReason): void;
};

export function createAccountPauser(needs: {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => number;
  readonly log: Log;
  readonly noteFailure: NoteFailure;
}): AccountPauser {
  const { store, registry, now, log, noteFailure } = needs;

  async function readAgain(reason: PauseReason): Promise<void> {
    log('account-paused', { reason });
    await registry.reload();
  }

  return {
    async pause(id, reason, why) {
      await store.write('pauseAccount', { id, pause: { reason, problem: why, at: now() } });
      await readAgain(reason);
    },
    notePaused(reason) {
      readAgain(reason).catch((error: unknown) => noteFailure('accounts-not-read', error));
    },
  };
}
