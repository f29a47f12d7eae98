/** What to do about a damaged database: the same advice at a start, and where the damage is found later. */
import { join } from 'node:path';
import { type Problem, problem } from '../../shared/messaging/problem.ts';
import { backupsFolder, listBackups } from './archive/backups-folder.ts';
import type { BackupFacts } from './store/archive/inspect-backup.ts';
import { type BackupProcesses, runBackupTask, timeLimitMs } from './store/run-backup-task.ts';
import { databaseDamaged } from './store/store-problems.ts';

/** Returns the path of the newest backup in the data folder that is whole; null where there is none. */
export async function newestGoodBackup(folder: string, processes: BackupProcesses): Promise<string | null> {
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

/** Returns the problem of a damaged database, with the backup to restore. */
export async function damagedProblem(folder: string, processes: BackupProcesses): Promise<Problem> {
  const backup = await newestGoodBackup(folder, processes).catch(() => null);
  if (backup === null) return databaseDamaged;
  return problem(
    databaseDamaged.code,
    databaseDamaged.sentence,
    `Copy the data folder to a safe place. Then restore the newest good backup: omnideck restore "${backup}".`,
  );
}
