/** Runs exports, imports, backups and restores as jobs that can be stopped. */

import { randomUUID } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import type { Backup, BackupContent, ExportPlace, Job } from '../../../../shared/contract/backups.ts';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import { erasureKeys, nameOfKey } from '../../db/erasure-keys.ts';
import { digestOf } from '../../db/number-digest.ts';
import { databaseName } from '../../db/store.ts';
import { day, hour } from '../../durations.ts';
import { countMatching } from '../messages/index.ts';
import { createBackupReader, type ErasedFromBackups } from './backup-reader.ts';
import { listBackups } from './backups-folder.ts';
import { exportFolder, notAllowed } from './export-file.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { type Asker, createNamedFiles } from './named-files.ts';
import { createExportOpener, type ExportOpener } from './open-export.ts';
import { type ExportInput, startExport } from './start-export.ts';
import {
  type BackupsOptions,
  busy,
  type JobParts,
  makeDaily,
  startBackup,
  startImport,
  startRestore,
} from './start-jobs.ts';
import { createUnfinished } from './unfinished.ts';
import { createUploads, type Uploads } from './uploads.ts';

export type Backups = {
  readonly jobs: Jobs;
  readonly uploads: Uploads;
  /** Returns the digest of a number with the folder's own key. */
  digest(number: E164): string;
  /** Returns what eraseNumber keeps of a number: its digest, and the name of its key. */
  erasureOf(number: E164): { readonly digest: string; readonly keyName: string };
  export(input: ExportInput, asker: Asker): Promise<Result<Job>>;
  exportPlace(): ExportPlace;
  openExport: ExportOpener['open'];
  openable: ExportOpener['remember'];
  import(file: string, asker: Asker): Promise<Result<Job>>;
  backups(): Backup[];
  backup(file: string | undefined, asker: Asker): Promise<Result<Job>>;
  inspect(file: string, asker: Asker): Promise<Result<BackupContent>>;
  /** @param passphrase opens the key of the backup's erased people */
  restore(file: string, asker: Asker, passphrase?: string): Promise<Result<Job>>;
  /** Removes from the backups in the data folder what has been erased since each was made. */
  eraseFromBackups(): Promise<ErasedFromBackups>;
  /** Makes the daily backup if it is due. @returns the job, or null if it is not due */
  daily(): Promise<Job | null>;
  /** Regularly makes the daily backup when due, and finishes interrupted erasures in backups. */
  start(): void;
  stop(): Promise<void>;
};

/** A call is repeated within minutes if its connection was lost; a week is plenty. */
const spentForMs = 7 * day;
/** A command runs the console only briefly; only a console that stays makes the daily backup. */
const firstLookMs = 60_000;

export function createBackups(options: BackupsOptions): Backups {
  const { folder, store, now, processes } = options;
  const parts: JobParts = {
    ...options,
    database: join(folder, databaseName),
    keys: () => erasureKeys(folder),
    jobs: createJobs({ now, randomUuid: randomUUID, emit: options.emit, log: options.log }),
    uploads: createUploads({ folder, now, randomUuid: randomUUID }),
    unfinished: createUnfinished(folder),
    inTurn: createTurns(),
  };
  const { database, keys, jobs, uploads, inTurn } = parts;
  const opener = createExportOpener(jobs, options.fileOpener, randomUUID);
  const files = createNamedFiles(folder, uploads);
  const ending = new AbortController();
  const readBackups = createBackupReader({
    ...{ folder, database, processes, store, uploads, keys, now },
    signal: ending.signal,
  });
  const eraseFromBackups = (): Promise<ErasedFromBackups> => inTurn(() => readBackups.erase());
  const schedule = createSchedule(parts, eraseFromBackups);

  return {
    jobs,
    uploads,
    digest: (number) => digestOf(number, keys()[0]),
    erasureOf(number) {
      const [own] = keys();
      return { digest: digestOf(number, own), keyName: nameOfKey(own) };
    },
    async export(input, asker) {
      const started = await startExport({ ...parts, count: countMatching }, input, asker);
      if (started.ok) opener.watch(started.value.id);
      return started;
    },
    exportPlace: () => ({ folder: exportFolder(options), canOpen: options.fileOpener !== undefined }),
    openExport: opener.open,
    openable: opener.remember,
    import: (file, asker) => startImport(parts, files, file, asker),
    backups: () => listBackups(folder),
    async backup(file, asker) {
      if (jobs.runs('restore')) return fail(busy());
      if (file === undefined) return ok(startBackup(parts, 'by-hand', null));
      if (!asker.mayNameFiles) return fail(notAllowed());
      if (!isAbsolute(file)) {
        return fail(backupsProblem('file-not-whole', {}, 'file'));
      }
      return ok(startBackup(parts, 'by-hand', file));
    },
    async inspect(file, asker) {
      const path = files.find(file, asker);
      if (!path.ok) return path;
      return readBackups.lookAt(file, path.value);
    },
    async restore(file, asker, passphrase) {
      if (passphrase !== undefined) {
        const path = files.find(file, asker);
        if (!path.ok) return path;
        const adopted = await readBackups.adoptKeys(file, path.value, passphrase);
        if (!adopted.ok) return adopted;
      }
      return startRestore(parts, files, file, asker);
    },
    eraseFromBackups,
    daily: () => makeDaily(parts),
    start: schedule.start,
    async stop() {
      schedule.cancel();
      // Do not wait for inspections: their processes are killed.
      ending.abort();
      await schedule.started();
      await jobs.stopAll();
      await inTurn(async () => undefined);
      await uploads.clear();
    },
  };
}

/** Runs work one after the other; failed work does not prevent the next. */
function createTurns(): JobParts['inTurn'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Makes the daily backup when it is due, and finishes an interrupted erasure in backups. */
function createSchedule(parts: JobParts, eraseFromBackups: () => Promise<unknown>) {
  const { store, now, noteFailure } = parts;
  let timers: NodeJS.Timeout[] = [];
  let starting: Promise<void> = Promise.resolve();
  const failed =
    (event: string) =>
    (error: unknown): void =>
      noteFailure(event, error);
  const makeDue = (): void => void makeDaily(parts).catch(failed('daily-backup-failed'));

  async function finishErasure(): Promise<void> {
    const stored = await store.read('readSettings', {});
    await store.write('forgetSpent', { before: now() - spentForMs });
    if (stored.backups_to_erase !== undefined) await eraseFromBackups();
  }

  return {
    start(): void {
      timers = [setTimeout(makeDue, firstLookMs), setInterval(makeDue, hour)];
      for (const timer of timers) timer.unref();
      starting = finishErasure().catch(failed('archive-start-failed'));
    },
    cancel(): void {
      for (const timer of timers) clearTimeout(timer);
    },
    started: () => starting,
  };
}
