/** Inspects backups and erases data in them, each time in a process that is killed if it takes too long. */

import { randomUUID } from 'node:crypto';
import { renameSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { BackupContent } from '../../../../shared/contract/backups.ts';
import { resultOf } from '../../../../shared/contract/common.ts';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import type { ErasureKeys } from '../../db/erasure-keys.ts';
import type { Store } from '../../store.ts';
import { adoptKeys, type StoredKey, unknownKeys } from '../privacy/index.ts';
import { scrubbedPath } from './backup-messages.ts';
import { backupsFolder, listBackups } from './backups-folder.ts';
import { failed } from './database/fault.ts';
import type { BackupFacts } from './database/inspect-backup.ts';
import { isBareName } from './export-file.ts';
import { removeDatabase, syncPath } from './files.ts';
import { type BackupProcesses, runBackupTask, timeLimitMs } from './run-backup-task.ts';
import type { Uploads } from './uploads.ts';

export type ErasedFromBackups = { readonly backups: number; readonly backupsNotReached: readonly string[] };

export type BackupReader = {
  /** Inspects a file. @param path the path of the file */
  lookAt(file: string, path: string): Promise<Result<BackupContent>>;
  /**
   * Opens the keys of the backup's erased people with a passphrase, and adds them to the folder's. Problem
   * `backup-passphrase-wrong`.
   */
  adoptKeys(file: string, path: string, passphrase: string): Promise<Result<{ unknown: number }>>;
  /** Removes from the backups in the data folder what has been erased since each was made. */
  erase(): Promise<ErasedFromBackups>;
};

export function createBackupReader(options: {
  readonly folder: string;
  readonly database: string;
  readonly processes: BackupProcesses;
  readonly store: Store;
  readonly uploads: Uploads;
  readonly keys: () => ErasureKeys;
  readonly now: () => number;
  /** Aborting ends any reading. */
  readonly signal: AbortSignal;
}): BackupReader {
  const { folder, processes, store, uploads, signal } = options;
  /** One inspection at a time, because each may take as much memory as a file demands. */
  let line: Promise<unknown> = Promise.resolve();

  /** The sealed keys of each inspected file. */
  const sealedKeys = new Map<string, readonly StoredKey[]>();

  /** A file outside our folder is inspected as a copy, so that not even a lock file is created beside it. */
  async function lookNow(file: string, path: string): Promise<Result<BackupContent>> {
    const isOurs = file.startsWith('upload:') || isBareName(file);
    const copy = isOurs ? null : uploads.reserve();
    const facts = await runBackupTask<BackupFacts>(
      processes,
      { kind: 'inspect', file: path, copyTo: copy?.path ?? null },
      { signal, limitMs: timeLimitMs('inspect', bytesOf(path)) },
    );
    if (!facts?.ok) {
      if (copy !== null) uploads.abandon(copy.id);
      return facts ?? fail(endingProblem());
    }
    if (copy !== null) await uploads.adopt(copy.id, path);
    const { erased, erasureKeys, accounts, ...shown } = facts.value;
    const name = copy === null ? file : `upload:${copy.id}`;
    sealedKeys.set(name, erasureKeys);
    const unknown = erased === 0 ? [] : unknownKeys(folder, erasureKeys);
    return ok({
      ...shown,
      accounts: [...accounts],
      file: name,
      ...(unknown.length === 0
        ? {}
        : { erasures: { people: erased, sealed: unknown.some(({ sealed }) => sealed !== null) } }),
    });
  }

  /**
   * Erases in these files, one after the other. A file at which the process is killed is not reached; the
   * next process continues after it.
   * @returns the result of each; fewer than files if it was stopped
   */
  async function eraseIn(files: readonly string[]): Promise<Result<{ changed: boolean }>[]> {
    const mark = randomUUID().replaceAll('-', '');
    const ended: Result<{ changed: boolean }>[] = [];
    while (ended.length < files.length) {
      const rest = files.slice(ended.length);
      const before = ended.length;
      const done = await runBackupTask<null>(
        processes,
        {
          kind: 'scrub',
          files: rest,
          mark,
          current: options.database,
          keys: options.keys(),
          now: options.now(),
        },
        {
          signal,
          limitMs: timeLimitMs('scrub', Math.max(...rest.map(bytesOf))),
          onItem(value) {
            const file = files[ended.length];
            if (file === undefined) throw new Error('the process sent more than was requested');
            ended.push(replaced(file, scrubbedPath(file, mark), scrubbedSchema.parse(value)));
          },
        },
      );
      const atFault = files[ended.length];
      if (atFault === undefined) break;
      removeDatabase(scrubbedPath(atFault, mark));
      if (done === null) break;
      // If a process that ended normally did not even reach the first file, the others will not be reached
      // either.
      if (done.ok)
        throw new Error(`the process ended after ${ended.length - before} of ${rest.length} files`);
      ended.push(done);
    }
    return ended;
  }

  function lookAt(file: string, path: string): Promise<Result<BackupContent>> {
    const turn = line.then(() => lookNow(file, path));
    line = turn.catch(() => undefined);
    return turn;
  }

  return {
    lookAt,
    async adoptKeys(file, path, passphrase) {
      if (!sealedKeys.has(file)) {
        const looked = await lookAt(file, path);
        if (!looked.ok) return looked;
        const copied = sealedKeys.get(looked.value.file);
        return adoptKeys(folder, copied ?? [], passphrase);
      }
      return adoptKeys(folder, sealedKeys.get(file) ?? [], passphrase);
    },
    async erase() {
      const files = listBackups(folder).map(({ file }) => join(backupsFolder(folder), file));
      const owed = (await store.read('readSettings', {})).backups_to_erase;
      const results = await eraseIn(files);
      const notReached = files.filter((_, index) => results[index]?.ok !== true);
      // Another erasure may have happened meanwhile; then the work is still pending.
      const still = (await store.read('readSettings', {})).backups_to_erase;
      if (owed !== undefined && still === owed && notReached.length === 0)
        await store.write('setSetting', { key: 'backups_to_erase', value: null });
      const changed = results.filter((result) => result.ok && result.value.changed);
      return { backups: changed.length, backupsNotReached: notReached };
    },
  };
}

/**
 * The process's answer about a file. It is validated, because the process has read a file that may be
 * malicious.
 */
const scrubbedSchema = resultOf(z.object({ changed: z.boolean() }));

/** Replaces a backup by its copy. The backup's time stays. */
function replaced(
  file: string,
  part: string,
  made: z.infer<typeof scrubbedSchema>,
): Result<{ changed: boolean }> {
  if (!made.ok) return made;
  try {
    const { atime, mtime } = statSync(file);
    utimesSync(part, atime, mtime);
    renameSync(part, file);
    syncPath(dirname(file));
    return ok({ changed: made.value.changed });
  } catch (error) {
    return failed(error, file);
  } finally {
    removeDatabase(part);
  }
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function endingProblem() {
  return backupsProblem('console-ending', {}, 'file');
}
