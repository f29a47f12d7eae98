/** Looks at backups and erases in them, each time in a process that is killed where it takes too long. */

import { randomUUID } from 'node:crypto';
import { renameSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { BackupContent } from '../../../../shared/contract/backups.ts';
import { resultOf } from '../../../../shared/contract/common.ts';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import type { Store } from '../../store.ts';
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
  /** @param path of the file that is named so */
  lookAt(file: string, path: string): Promise<Result<BackupContent>>;
  /** Takes out of the backups in the data folder what has been erased since each was made. */
  erase(): Promise<ErasedFromBackups>;
};

export function createBackupReader(options: {
  readonly folder: string;
  readonly database: string;
  readonly processes: BackupProcesses;
  readonly store: Store;
  readonly uploads: Uploads;
  readonly key: () => string;
  readonly now: () => number;
  /** Aborting ends whatever is being read. */
  readonly signal: AbortSignal;
}): BackupReader {
  const { folder, processes, store, uploads, signal } = options;
  /** One look after the other: each may take as much memory as a file wants. */
  let line: Promise<unknown> = Promise.resolve();

  /** A file that is not ours is looked at as a copy: not even a lock is put beside it. */
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
    return ok({
      ...facts.value,
      accounts: [...facts.value.accounts],
      file: copy === null ? file : `upload:${copy.id}`,
    });
  }

  /**
   * Erases in these files, one after the other. A file at which the process is killed is not reached, and the next
   * process goes on behind it.
   * @returns what became of each; fewer than files where it was stopped
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
          key: options.key(),
          now: options.now(),
        },
        {
          signal,
          limitMs: timeLimitMs('scrub', Math.max(...rest.map(bytesOf))),
          onItem(value) {
            const file = files[ended.length];
            if (file === undefined) throw new Error('more was said than asked');
            ended.push(replaced(file, scrubbedPath(file, mark), scrubbedSchema.parse(value)));
          },
        },
      );
      const atFault = files[ended.length];
      if (atFault === undefined) break;
      removeDatabase(scrubbedPath(atFault, mark));
      if (done === null) break;
      // Where not even the first was reached by a process that ended well, the others will not be either.
      if (done.ok)
        throw new Error(`the process ended after ${ended.length - before} of ${rest.length} files`);
      ended.push(done);
    }
    return ended;
  }

  return {
    lookAt(file, path) {
      const turn = line.then(() => lookNow(file, path));
      line = turn.catch(() => undefined);
      return turn;
    },
    async erase() {
      const files = listBackups(folder).map(({ file }) => join(backupsFolder(folder), file));
      const owed = (await store.read('readSettings', {})).backups_to_erase;
      const results = await eraseIn(files);
      const notReached = files.filter((_, index) => results[index]?.ok !== true);
      // Another erasure may have come meanwhile: then it is still owed.
      const still = (await store.read('readSettings', {})).backups_to_erase;
      if (owed !== undefined && still === owed && notReached.length === 0)
        await store.write('setSetting', { key: 'backups_to_erase', value: null });
      const changed = results.filter((result) => result.ok && result.value.changed);
      return { backups: changed.length, backupsNotReached: notReached };
    },
  };
}

/** What the process says of a file; it has read what may have been in other hands. */
const scrubbedSchema = resultOf(z.object({ changed: z.boolean() }));

/** Puts a copy that was made in the place of its backup, whole. The backup's time stays. */
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
