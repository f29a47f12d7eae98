/** Erasures that a crash interrupted: their number is not known any more, so the user must repeat them. */
import type { Problem } from '../../../../shared/messaging/problem.ts';
import { privacyProblem } from '../../../../shared/problems/privacy.ts';
import type { Health } from '../../health.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { ReadingStore, Store } from '../../store.ts';
import type { LiveSettings } from '../settings/index.ts';
import { parseUnfinished, unfinishedErasuresKey } from './sql/unfinished-erasures.ts';

export const unfinishedErasure = privacyProblem('erasure-unfinished');

export function reportUnfinished(health: Health): void {
  health.report(unfinishedErasure, 'lasting');
}

/** Returns the problem of erasures that an earlier process did not finish; null if there are none. */
export async function unfinishedErasures(store: ReadingStore): Promise<Problem | null> {
  const settings = await store.read('readSettings', {});
  return parseUnfinished(settings[unfinishedErasuresKey]).length === 0 ? null : unfinishedErasure;
}

/**
 * Reports erasures that an earlier process did not finish, and removes what can be removed without the number: the
 * copies of the database and its log. Backups in the data folder are erased at each start.
 */
export async function resumeErasures(needs: {
  readonly store: Store;
  readonly settings: LiveSettings;
  readonly health: Health;
  readonly noteFailure: NoteFailure;
}): Promise<void> {
  const { store, settings, health, noteFailure } = needs;
  if (parseUnfinished(settings.remembered(unfinishedErasuresKey)).length === 0) return;
  reportUnfinished(health);
  try {
    store.removeCopies();
    await store.write('finishErasure', { digest: null });
  } catch (error) {
    // For example, the disk is full: the console starts anyway, and the next start tries again.
    noteFailure('erasure-not-resumed', error);
  }
}
