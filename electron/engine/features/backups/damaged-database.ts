/** Advises about a damaged database: the same advice at a start, and if the damage is found later. */

import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import { databaseProblem } from '../../../../shared/problems/database.ts';
import { databaseName } from '../../db/store.ts';
import { databaseDamaged } from '../../db/store-problems.ts';
import { backupsFolder, listBackups } from './backups-folder.ts';
import type { BackupFacts } from './database/inspect-backup.ts';
import { type SetAside, setAside } from './database/set-aside.ts';
import { stampOf } from './files.ts';
import { type BackupProcesses, runBackupTask, timeLimitMs } from './run-backup-task.ts';

/** Returns the path of the newest valid backup in the data folder; null if there is none. */
async function newestGoodBackup(folder: string, processes: BackupProcesses): Promise<string | null> {
  for (const { file, bytes } of listBackups(folder)) {
    const path = join(backupsFolder(folder), file);
    const facts = await runBackupTask<BackupFacts>(
      processes,
      { kind: 'inspect', file: path, copyTo: null },
      { signal: new AbortController().signal, limitMs: timeLimitMs('inspect', bytes) },
    ).catch(() => null);
    if (facts?.ok) return path;
  }
  return null;
}

/**
 * Makes room for a backup if the database cannot be opened: the damaged database is renamed, and a new one
 * without messages is created, with all readable parts of the do-not-send list and similar data.
 * @param backup the file to restore; it is inspected first
 */
export async function makeWay(
  folder: string,
  backup: string,
  processes: BackupProcesses,
  now: number,
): Promise<Result<SetAside>> {
  const place = join(folder, 'restore');
  mkdirSync(place, { recursive: true, mode: 0o700 });
  try {
    const bytes = statSync(backup, { throwIfNoEntry: false })?.size ?? 0;
    const facts = await runBackupTask<BackupFacts>(
      processes,
      { kind: 'inspect', file: backup, copyTo: join(place, 'look.db') },
      { signal: new AbortController().signal, limitMs: timeLimitMs('inspect', bytes) },
    );
    if (facts === null) throw new Error('nobody stops this');
    return facts.ok ? ok(setAside(join(folder, databaseName), stampOf(now), now)) : facts;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Returns what the user must know about the damaged database that was set aside. */
export function setAsideProblem({ path, lost }: SetAside): Problem {
  return backupsProblem(lost.length === 0 ? 'database-set-aside' : 'database-set-aside/lost', { path });
}

/** Returns the problem of a damaged database, with the backup to restore. */
export async function damagedProblem(folder: string, processes: BackupProcesses): Promise<Problem> {
  const backup = await newestGoodBackup(folder, processes).catch(() => null);
  if (backup === null) return databaseDamaged;
  return databaseProblem('database-damaged/backup', { backup });
}
