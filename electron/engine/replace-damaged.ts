import type { Result } from '../../shared/messaging/problem.ts';
import type { ConsoleOptions } from './console-options.ts';
import { databaseDamaged } from './db/store-problems.ts';
import { makeWay, setAsideProblem } from './features/backups/damaged-database.ts';
import { type BackupProcesses, spawnBackups } from './features/backups/run-backup-task.ts';
import type { Health } from './health.ts';
import type { Log } from './log.ts';
import { takeFolder } from './take-folder.ts';

type Started = { readonly parts: { readonly log: Log; readonly health: Health } };

export function backupProcesses(options: ConsoleOptions): BackupProcesses {
  return { program: options.workers.backups, launch: options.backups ?? spawnBackups };
}

/**
 * Starts the console. If a backup should replace a damaged database, sets that database aside and starts
 * again.
 */
export async function startDespiteDamage<Console extends Started>(
  options: ConsoleOptions,
  start: () => Promise<Result<Console>>,
): Promise<Result<Console>> {
  const { folder, replaceDamagedWith: backup, now = Date.now } = options;
  const started = await start();
  if (started.ok || started.problem.code !== databaseDamaged.code || backup === undefined) return started;
  const taken = takeFolder(folder);
  if (!taken.ok) return taken;
  let way: Awaited<ReturnType<typeof makeWay>>;
  try {
    way = await makeWay(folder, backup, backupProcesses(options), now());
  } finally {
    taken.value.release();
  }
  if (!way.ok) return way;
  const again = await start();
  if (again.ok) {
    const { log, health } = again.value.parts;
    log('database-set-aside', { lost: way.value.lost });
    health.report(setAsideProblem(way.value), way.value.lost.length > 0 ? 'lasting' : 'passing');
  }
  return again;
}
