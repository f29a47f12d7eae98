/** What goes out of the console and comes back: exports, imports, backups, restores, as jobs that can be stopped. */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Backup, BackupContent, ExportFormat, Job } from '../../../../shared/contract/backups.ts';
import type { MessageFilter } from '../../../../shared/contract/messages.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import { databaseName } from '../../db/store.ts';
import type { Log } from '../../log.ts';
import type { ReplaceableStore } from '../../store.ts';
import { countMatching } from '../messages/index.ts';
import { createBackupReader, type ErasedFromBackups } from './backup-reader.ts';
import { backupsFolder, dailiesKept, keepNewest, listBackups, newBackupPath } from './backups-folder.ts';
import { digestOf } from './database/digest.ts';
import { erasureKey } from './erasure-key.ts';
import { type ExportTarget, exportTarget, isBareName, notAllowed, writeExport } from './export-file.ts';
import { runArchiveTask } from './file-task.ts';
import { createJobs, type JobReport, type Jobs } from './jobs.ts';
import { restoreFrom } from './restore.ts';
import type { BackupProcesses } from './run-backup-task.ts';
import type { ImportMessages } from './sql/import-messages.ts';
import { createUnfinished } from './unfinished.ts';
import { createUploads, type Uploads } from './uploads.ts';

/** Who asks: this user's own program may name any file, a page none but what was handed over or is a backup. */
type Asker = { readonly mayNameFiles: boolean };

export type Archive = {
  readonly jobs: Jobs;
  readonly uploads: Uploads;
  /** Of a number, as eraseNumber takes it. */
  digest(number: string): string;
  export(
    input: {
      readonly filter: MessageFilter;
      readonly ids: readonly string[] | null;
      readonly format: ExportFormat;
      readonly file: string | undefined;
    },
    asker: Asker,
  ): Promise<Result<Job>>;
  import(file: string, asker: Asker): Promise<Result<Job>>;
  backups(): Backup[];
  backup(file: string | undefined, asker: Asker): Promise<Result<Job>>;
  inspect(file: string, asker: Asker): Promise<Result<BackupContent>>;
  restore(file: string, asker: Asker): Promise<Result<Job>>;
  /** Takes out of the backups in the data folder what has been erased since each was made. */
  eraseFromBackups(): Promise<ErasedFromBackups>;
  /** Makes the daily copy where it is due. @returns the job, or null where none is */
  daily(): Promise<Job | null>;
  /** Looks now and then for the daily copy; finishes an erasure in backups that was interrupted. */
  start(): void;
  stop(): Promise<void>;
};

export type ArchiveOptions = {
  readonly folder: string;
  readonly downloads: string | null;
  readonly worker: URL;
  /** How the process that opens backups is started. */
  readonly processes: BackupProcesses;
  readonly store: ReplaceableStore;
  readonly settings: () => Settings;
  readonly rest: () => Promise<void>;
  readonly goOn: (isRestored: boolean) => Promise<void>;
  /** Accounts were added by an import. */
  readonly onAccounts: () => Promise<void>;
  readonly onJobs: () => void;
  readonly now: () => number;
  readonly log: Log;
};

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** A call is repeated within minutes, where its connection was lost; a week is plenty. */
const spentForMs = 7 * day;
/** More than these are not counted beforehand. */
const countedUpTo = 2_000_000;
/** A command is the console for as long as it lasts; only one that stays makes the daily copy. */
const firstLookMs = 60_000;

export function createArchive(options: ArchiveOptions): Archive {
  const { folder, store, now, log, worker, processes } = options;
  const database = join(folder, databaseName);
  const jobs = createJobs({ now, randomUuid: randomUUID, onChange: options.onJobs, log });
  const uploads = createUploads({ folder, now, randomUuid: randomUUID });
  const key = (): string => erasureKey(folder);
  const unfinished = createUnfinished(folder);
  const ending = new AbortController();
  const readBackups = createBackupReader({
    folder,
    database,
    processes,
    store,
    uploads,
    key,
    now,
    signal: ending.signal,
  });
  let timers: NodeJS.Timeout[] = [];
  let starting: Promise<void> = Promise.resolve();
  /** Work that reads the database's file or the backups, one after the other. */
  let line: Promise<unknown> = Promise.resolve();
  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  }

  /** The file that is meant, where the asker may name it. */
  function named(file: string, asker: Asker): Result<string> {
    if (file.startsWith('upload:')) {
      const upload = uploads.find(file.slice('upload:'.length));
      return upload === null ? fail(backupsProblem('no-such-upload', {}, 'file')) : ok(upload.path);
    }
    if (isBareName(file) && listBackups(folder).some((backup) => backup.file === file))
      return ok(join(backupsFolder(folder), file));
    if (!asker.mayNameFiles) return fail(notAllowed());
    if (isAbsolute(file)) return ok(file);
    return fail(backupsProblem('file-not-whole', {}, 'file'));
  }

  function shownName(file: string, path: string): string {
    return file.startsWith('upload:') ? (uploads.find(file.slice('upload:'.length))?.name ?? path) : path;
  }

  function discard(file: string): void {
    if (file.startsWith('upload:')) void uploads.discard(file.slice('upload:'.length));
  }

  async function totalOf(
    filter: MessageFilter,
    ids: readonly string[] | null,
    signal: AbortSignal,
  ): Promise<number | null> {
    if (ids !== null) return ids.length;
    const { messages, more } = await countMatching(store, { filter, upTo: countedUpTo }, signal);
    return more ? null : messages;
  }

  async function readImport(path: string, report: JobReport, signal: AbortSignal) {
    const counts = { added: 0, skipped: 0, erased: 0 };
    let place: ImportMessages['place'] | null = null;
    const result = await runArchiveTask<{ format: 'csv' | 'jsonl' }>(
      worker,
      { kind: 'import', file: path, key: key() },
      {
        signal,
        async onBatch({ records, rejected, lines }, done, total) {
          for (const bad of rejected) report.rejected(bad.line, bad.problem);
          if (records.length > 0) {
            const first = records[0]?.record.created_at ?? '';
            const last = records.at(-1)?.record.created_at ?? '';
            place ??= first < last ? { kind: 'up', next: null, room: lines } : { kind: 'down' };
            const written = await store.write('importMessages', { now: now(), records, place });
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
    if (counts.added > 0) await options.onAccounts();
    if (result?.ok && result.value.format === 'csv') {
      report.set({
        note: 'A table holds the last status of each step only: its other events, attempts, prices by part, pictures and the like are not in it. JSON Lines has them.',
      });
    }
    return result;
  }

  function startBackup(kind: Backup['kind'], path: string | null): Job {
    const target = path ?? newBackupPath(folder, kind, now());
    return jobs.start('backup', 'pages', target, (report, signal) =>
      inLine(async () => {
        const part = `${target}.${randomUUID().slice(0, 8)}.part`;
        unfinished.begin(part);
        try {
          const made = await runArchiveTask<{ messages: number }>(
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

  const eraseFromBackups = (): Promise<ErasedFromBackups> => inLine(() => readBackups.erase());

  async function daily(): Promise<Job | null> {
    if (!options.settings().dailyBackups || jobs.runs('backup', 'restore')) return null;
    const newest = listBackups(folder).find((backup) => backup.kind === 'daily');
    if (newest !== undefined && now() - newest.at < day) return null;
    // What is empty needs no copy.
    if ((await store.read('listAccounts', {})).length === 0) return null;
    return startBackup('daily', null);
  }

  const look = (): void => {
    void daily().catch((error: unknown) =>
      log('daily-backup-failed', { error: error instanceof Error ? error.message : String(error) }),
    );
  };

  return {
    jobs,
    uploads,
    digest: (number) => digestOf(number, key()),
    async export(input, asker) {
      const target: Result<ExportTarget> = exportTarget(input, {
        folder,
        downloads: options.downloads,
        mayNameFiles: asker.mayNameFiles,
        now: now(),
      });
      if (!target.ok) return target;
      const { filter, ids, format } = input;
      const unique = randomUUID();
      const job = jobs.start('export', 'messages', null, async (report, signal) => {
        const total = await totalOf(filter, ids, signal);
        report.progress(0, total);
        return writeExport(
          store,
          { filter, ids, format, target: target.value, total, unique, unfinished },
          report,
          signal,
        );
      });
      return ok(job);
    },
    async import(file, asker) {
      const path = named(file, asker);
      if (!path.ok) return path;
      if (!existsSync(path.value)) return fail(backupsProblem('no-such-file', {}, 'file'));
      if (jobs.runs('import', 'restore')) return fail(busy());
      return ok(
        jobs.start('import', 'bytes', shownName(file, path.value), async (report, signal) => {
          try {
            return await readImport(path.value, report, signal);
          } finally {
            discard(file);
          }
        }),
      );
    },
    backups: () => listBackups(folder),
    async backup(file, asker) {
      if (jobs.runs('restore')) return fail(busy());
      if (file === undefined) return ok(startBackup('by-hand', null));
      if (!asker.mayNameFiles) return fail(notAllowed());
      if (!isAbsolute(file)) {
        return fail(backupsProblem('file-not-whole', {}, 'file'));
      }
      return ok(startBackup('by-hand', file));
    },
    async inspect(file, asker) {
      const path = named(file, asker);
      if (!path.ok) return path;
      return readBackups.lookAt(file, path.value);
    },
    async restore(file, asker) {
      const path = named(file, asker);
      if (!path.ok) return path;
      if (jobs.runs('import', 'restore')) return fail(busy());
      return ok(
        jobs.start('restore', 'pages', shownName(file, path.value), (report, signal) =>
          inLine(async () => {
            const restored = await restoreFrom(
              {
                ...{ folder, database, worker, processes, store, key, now },
                ...{ rest: options.rest, goOn: options.goOn },
              },
              path.value,
              report,
              signal,
            );
            if (restored?.ok) discard(file);
            return restored;
          }),
        ),
      );
    },
    eraseFromBackups,
    daily,
    start() {
      const first = setTimeout(look, firstLookMs);
      const hourly = setInterval(look, hour);
      timers = [first, hourly];
      for (const timer of timers) timer.unref();
      starting = store
        .read('readSettings', {})
        .then(async (stored) => {
          await store.write('forgetSpent', { before: now() - spentForMs });
          if (stored.backups_to_erase !== undefined) await eraseFromBackups();
        })
        .catch((error: unknown) =>
          log('archive-start-failed', { error: error instanceof Error ? error.message : String(error) }),
        );
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      // No look at a file is waited for: its process is killed.
      ending.abort();
      await starting;
      await jobs.stopAll();
      await line;
      await uploads.clear();
    },
  };
}

function busy() {
  return backupsProblem('busy');
}
