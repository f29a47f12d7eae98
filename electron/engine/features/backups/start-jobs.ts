/** Starts exports, imports, backups and restores as jobs that can be stopped. */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Backup, Job } from '../../../../shared/contract/backups.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import type { ErasureKeys } from '../../db/erasure-keys.ts';
import { day } from '../../durations.ts';
import type { Emit } from '../../events.ts';
import type { Log } from '../../log.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { ReplaceableStore } from '../../store.ts';
import { dailiesKept, keepNewest, listBackups, newBackupPath } from './backups-folder.ts';
import { runFileTask } from './file-task.ts';
import type { JobReport, Jobs } from './jobs.ts';
import type { Asker, NamedFiles } from './named-files.ts';
import type { FileOpener } from './open-export.ts';
import { restoreFrom } from './restore.ts';
import type { BackupProcesses } from './run-backup-task.ts';
import type { ImportMessages } from './sql/import-messages.ts';
import type { Unfinished } from './unfinished.ts';
import type { Uploads } from './uploads.ts';

/** What the jobs of backups need. */
export type BackupsOptions = {
  readonly folder: string;
  readonly downloads: string | null;
  /** Opens exported files; only the desktop shell can. */
  readonly fileOpener?: FileOpener | undefined;
  readonly worker: URL;
  /** Starts the process that opens backups. */
  readonly processes: BackupProcesses;
  readonly store: ReplaceableStore;
  readonly settings: () => Settings;
  readonly pause: () => Promise<void>;
  readonly resume: (isRestored: boolean) => Promise<void>;
  /** Called when an import added accounts. */
  readonly reloadAccounts: () => Promise<void>;
  readonly emit: Emit;
  readonly now: () => number;
  readonly log: Log;
  readonly noteFailure: NoteFailure;
};

export type JobParts = BackupsOptions & {
  /** The path of the database. */
  readonly database: string;
  /** Returns the data folder's keys for digests of erased numbers. */
  readonly keys: () => ErasureKeys;
  readonly jobs: Jobs;
  readonly uploads: Uploads;
  readonly unfinished: Unfinished;
  /** Runs work that reads the database's file or the backups, one after the other. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
};

export async function startImport(
  parts: JobParts,
  files: NamedFiles,
  file: string,
  asker: Asker,
): Promise<Result<Job>> {
  const { jobs } = parts;
  const path = files.find(file, asker);
  if (!path.ok) return path;
  if (!existsSync(path.value)) return fail(backupsProblem('no-such-file', {}, 'file'));
  if (jobs.runs('import', 'restore')) return fail(busy());
  return ok(
    jobs.start('import', 'bytes', files.shownName(file, path.value), async (report, signal) => {
      try {
        return await readImport(parts, path.value, report, signal);
      } finally {
        files.discard(file);
      }
    }),
  );
}

async function readImport(
  { worker, store, keys, now, reloadAccounts }: JobParts,
  path: string,
  report: JobReport,
  signal: AbortSignal,
) {
  const counts = { added: 0, skipped: 0, erased: 0 };
  const importId = randomUUID();
  let place: ImportMessages['place'] | null = null;
  const result = await runFileTask<{ format: 'csv' | 'jsonl' }>(
    worker,
    { kind: 'import', file: path, keys: keys() },
    {
      signal,
      async onBatch({ records, rejected, lines }, done, total) {
        for (const bad of rejected) report.rejected(bad.line, bad.problem);
        if (records.length > 0) {
          const first = records[0]?.record.created_at ?? '';
          const last = records.at(-1)?.record.created_at ?? '';
          place ??= first < last ? { kind: 'up', next: null, room: lines } : { kind: 'down' };
          const written = await store.write('importMessages', {
            importId,
            now: now(),
            records,
            place,
          });
          if (place.kind === 'up') place = { ...place, next: written.next };
          counts.added += written.added;
          counts.skipped += written.skipped;
          counts.erased += written.erased;
          report.set(counts);
        }
        report.progress(done, total);
      },
    },
  );
  if (counts.added > 0) await reloadAccounts();
  if (result?.ok && result.value.format === 'csv') {
    report.set({
      note: 'A table holds the last status of each step only: its other events, attempts, prices by part, pictures and the like are not in it. JSON Lines has them.',
    });
  }
  return result;
}

/** Starts a backup. @param path where to write it; null means a new name in the data folder */
export function startBackup(parts: JobParts, kind: Backup['kind'], path: string | null): Job {
  const { folder, database, worker, jobs, unfinished, inTurn, now } = parts;
  const target = path ?? newBackupPath(folder, kind, now());
  return jobs.start('backup', 'pages', target, (report, signal) =>
    inTurn(async () => {
      const part = `${target}.${randomUUID().slice(0, 8)}.part`;
      unfinished.begin(part);
      try {
        const made = await runFileTask<{ messages: number }>(
          worker,
          { kind: 'backup', database, part, target },
          { signal, onProgress: (done, total) => report.progress(done, total) },
        );
        if (made?.ok && kind === 'daily') keepNewest(folder, 'daily', dailiesKept);
        return made;
      } finally {
        unfinished.end(part);
      }
    }),
  );
}

/** Makes the daily backup if it is due. @returns the job, or null if it is not due */
export async function makeDaily(parts: JobParts): Promise<Job | null> {
  const { folder, settings, jobs, store, now } = parts;
  if (!settings().dailyBackups || jobs.runs('backup', 'restore')) return null;
  const newest = listBackups(folder).find((backup) => backup.kind === 'daily');
  if (newest !== undefined && now() - newest.at < day) return null;
  // An empty database needs no backup.
  if ((await store.read('listAccounts', {})).length === 0) return null;
  return startBackup(parts, 'daily', null);
}

export async function startRestore(
  parts: JobParts,
  files: NamedFiles,
  file: string,
  asker: Asker,
): Promise<Result<Job>> {
  const { folder, database, worker, processes, store, jobs, inTurn, keys, now, pause, resume } = parts;
  const path = files.find(file, asker);
  if (!path.ok) return path;
  if (jobs.runs('import', 'restore')) return fail(busy());
  return ok(
    jobs.start('restore', 'pages', files.shownName(file, path.value), (report, signal) =>
      inTurn(async () => {
        const restored = await restoreFrom(
          {
            ...{ folder, database, worker, processes, store, keys, now },
            ...{ pause, resume },
          },
          path.value,
          report,
          signal,
        );
        if (restored?.ok) files.discard(file);
        return restored;
      }),
    ),
  );
}

export function busy() {
  return backupsProblem('busy');
}
