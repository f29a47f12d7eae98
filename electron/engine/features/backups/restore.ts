/**
 * Replaces the database of a running console by a backup. Everything is prepared on a copy; then the console
 * pauses for a moment, the copy gets the database's name in a single file system operation, and the console
 * continues. After a kill at any point, the folder contains one complete database, old or new.
 */

import { randomUUID } from 'node:crypto';
import { constants, copyFileSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import { databaseProblem } from '../../../../shared/problems/database.ts';
import { currentActor } from '../../acting.ts';
import type { ErasureKeys } from '../../db/erasure-keys.ts';
import type { ReplaceableStore } from '../../store.ts';
import { beforeRestoresKept, keepNewest, newBackupPath } from './backups-folder.ts';
import type { CarriedOver, Prepared } from './database/prepare-restore.ts';
import { runFileTask } from './file-task.ts';
import { syncPath } from './files.ts';
import type { JobReport } from './jobs.ts';
import { type BackupProcesses, runBackupTask, timeLimitMs } from './run-backup-task.ts';

export type RestoreParts = {
  readonly folder: string;
  readonly database: string;
  readonly worker: URL;
  readonly processes: BackupProcesses;
  readonly store: ReplaceableStore;
  readonly keys: () => ErasureKeys;
  readonly now: () => number;
  /** Pauses everything that works on its own, and finishes what is under way. */
  readonly pause: () => Promise<void>;
  /** Reloads everything that is kept in memory, and starts what pause() stopped. */
  readonly resume: (isRestored: boolean) => Promise<void>;
};

const logEnds = ['-wal', '-shm'] as const;

/**
 * Restores a backup. @param source is only read. @returns null if it was stopped before anything was changed
 */
export async function restoreFrom(
  parts: RestoreParts,
  source: string,
  report: JobReport,
  signal: AbortSignal,
): Promise<Result<null> | null> {
  const bytes = bytesOfBackup(source, parts.database);
  if (!bytes.ok) return bytes;
  // A unique name, so that files still written by a process of a killed console do no harm.
  const place = join(parts.folder, 'restore', randomUUID());
  const staged = join(place, 'staged.db');
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    const preparedAt = parts.now();
    const common = { staged, current: parts.database, keys: parts.keys() };
    const prepared = await runBackupTask<Prepared>(
      parts.processes,
      { kind: 'prepare', ...common, source, place, now: preparedAt },
      { signal, limitMs: timeLimitMs('prepare', bytes.value) },
    );
    if (prepared === null || signal.aborted) return null;
    if (!prepared.ok) return prepared;
    report.set({ stoppable: false });
    let isRestored = false;
    try {
      await parts.pause();
      const kept: { path?: string; carried?: CarriedOver } = {};
      const swapped = await parts.store.replace({
        async change() {
          const carried = await runFileTask<CarriedOver>(parts.worker, {
            kind: 'carry',
            ...common,
            now: parts.now(),
            preparedAt,
            by: currentActor(),
          });
          if (carried === null) throw new Error('nobody stops this');
          if (!carried.ok) return carried;
          kept.carried = carried.value;
          return putInPlace(parts, staged, kept);
        },
        undo: () => putBack(parts.database, kept.path ?? ''),
      });
      if (!swapped.ok) return swapped;
      isRestored = true;
      report.set({
        held: kept.carried?.held ?? 0,
        optOuts: kept.carried?.optOuts ?? 0,
        erased: prepared.value.erased + (kept.carried?.erased ?? 0),
      });
      keepNewest(parts.folder, 'before-restore', beforeRestoresKept);
      return ok(null);
    } finally {
      await parts.resume(isRestored);
    }
  } finally {
    rmSync(join(parts.folder, 'restore'), { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Returns the file's size if it exists and is not the database in use. */
function bytesOfBackup(source: string, database: string): Result<number> {
  const found = statSync(source, { throwIfNoEntry: false });
  const own = statSync(database, { throwIfNoEntry: false });
  if (own === undefined) return fail(databaseProblem('database-gone'));
  if (found === undefined) return fail(backupsProblem('backup-missing', {}, 'file'));
  if (!found.isFile()) return fail(backupsProblem('not-plain-file', { file: source }, 'file'));
  if (found.ino === own.ino && found.dev === own.dev && own.ino !== 0) {
    return fail(backupsProblem('backup-is-database', {}, 'file'));
  }
  return ok(found.size);
}

function fileProblem(error: unknown, file: string): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return backupsProblem('disk-full/backup');
  }
  if (!/^E[A-Z]+$/u.test(code)) throw error;
  return backupsProblem('file-failed/read', { file, code }, 'file');
}

/** Both databases are closed and complete, in one file each. The decisive step is the last rename. */
function putInPlace(parts: RestoreParts, staged: string, kept: { path?: string }): Result<null> {
  const { database } = parts;
  for (const file of [database, staged]) {
    // SQLite would replay a log beside the file into whatever database gets its name.
    if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) {
      return fail(backupsProblem('restore-log'));
    }
    for (const end of logEnds) rmSync(file + end, { force: true });
  }
  try {
    const before = newBackupPath(parts.folder, 'before-restore', parts.now());
    linkOrCopy(database, before);
    kept.path = before;
    syncPath(dirname(before));
    syncPath(staged);
    renameSync(staged, database);
    syncPath(dirname(database));
    return ok(null);
  } catch (error) {
    return fail(fileProblem(error, database));
  }
}

/** Gives the file a second name, which costs nothing; on a file system without links, a copy. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    syncPath(to);
  }
}

function putBack(database: string, before: string): void {
  const back = `${database}.back`;
  rmSync(back, { force: true });
  linkOrCopy(before, back);
  for (const end of logEnds) rmSync(database + end, { force: true });
  renameSync(back, database);
  rmSync(before, { force: true });
  syncPath(dirname(database));
}
