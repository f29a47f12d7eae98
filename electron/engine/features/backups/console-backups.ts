import type { Health } from '../../health.ts';
import { type Lifecycle, notResumedProblem, type Own } from '../../lifecycle.ts';
import type { Registry } from '../accounts/index.ts';
import type { LiveSettings } from '../settings/index.ts';
import { type Backups, createBackups } from './backups.ts';
import type { BackupsOptions } from './start-jobs.ts';

type Needs = Omit<
  BackupsOptions,
  'downloads' | 'pause' | 'reloadAccounts' | 'resume' | 'settings' | 'worker'
> & {
  readonly downloads?: string | null;
  readonly workers: { readonly files: URL };
  readonly settings: LiveSettings;
  readonly registry: Registry;
  readonly health: Health;
  readonly engine: Pick<Lifecycle, 'resumeWorkers' | 'pauseWorkers'>;
  /** Reads again what is held in memory of the database that was replaced. @returns whether work may continue */
  readonly readAnew: () => Promise<boolean>;
  readonly reconciler: { sweep(reason: string): Promise<void> };
};

/** Creates the backups of a running console: during a restore, everything that works on its own pauses. */
export function createConsoleBackups(needs: Needs, own: Own): Backups {
  const { health, engine, readAnew, reconciler, noteFailure } = needs;
  const backups = createBackups({
    ...needs,
    downloads: needs.downloads ?? null,
    worker: needs.workers.files,
    settings: needs.settings.settings,
    reloadAccounts: needs.registry.reload,
    pause: engine.pauseWorkers,
    async resume(isRestored) {
      // Without a database nothing can continue; the failure has been reported.
      if (health.troubles().some(({ kind }) => kind === 'fatal')) return;
      if (isRestored && !(await readAnew())) return;
      const notResumed = notResumedProblem(await engine.resumeWorkers());
      if (notResumed !== null) health.report(notResumed, 'lasting');
      if (!isRestored) return;
      await reconciler.sweep('restored').catch((error: unknown) => noteFailure('reconcile-failed', error));
    },
  });
  own.onStop(() => backups.stop());
  return backups;
}
