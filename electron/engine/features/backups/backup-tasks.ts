/**
 * The tasks of the process that opens backups (backup-process.ts, or the desktop's backup-helper.ts). They
 * run in a process because a malicious file may keep SQLite busy forever: a thread with such a query cannot
 * be ended, and prevents the end of its process.
 */

import { closeSync, constants, copyFileSync, existsSync, rmSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { assertNever } from '../../../../shared/messaging/types.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import { workerEnvironment } from '../../db/worker-environment.ts';
import { storeError } from '../../db/worker-messages.ts';
import { openPlainFileSync } from '../../files/plain-file.ts';
import {
  type BackupTask,
  type FromBackups,
  type ScrubbedCopy,
  scrubbedPath,
  type ToBackups,
} from './backup-messages.ts';
import { failed } from './database/fault.ts';
import { inspectBackup } from './database/inspect-backup.ts';
import { erasuresOf, newestVersion, prepareRestore } from './database/prepare-restore.ts';
import { scrubbedCopy } from './database/scrub-backup.ts';

/** Performs one task and posts its result. */
export function performBackupTask({ task, limitMs }: ToBackups, post: (message: FromBackups) => void): void {
  watchParent(limitMs);
  // A killed process does not write its compile cache, so it is written now.
  flushCompileCache();
  try {
    post({ kind: 'done', result: perform(task, post) });
  } catch (error) {
    post({ kind: 'failed', error: storeError(error) });
  }
}

function perform(task: BackupTask, post: (message: FromBackups) => void): Result<unknown> {
  switch (task.kind) {
    case 'inspect': {
      const copied = task.copyTo === null ? ok(null) : copyIn(task.file, task.copyTo);
      return copied.ok ? inspectBackup(task.copyTo ?? task.file, newestVersion) : copied;
    }
    case 'prepare': {
      // SQLite's temporary files must not be in a folder that others can read.
      for (const name of ['SQLITE_TMPDIR', 'TEMP', 'TMP']) process.env[name] = task.place;
      const source = `${task.staged}.source`;
      const copied = copyIn(task.source, source);
      return copied.ok ? prepareRestore({ ...task, source }) : copied;
    }
    case 'scrub': {
      const erasures = erasuresOf(task.current);
      for (const file of task.files) {
        const value: ScrubbedCopy = scrubbedCopy({
          ...task,
          file,
          part: scrubbedPath(file, task.mark),
          erasures,
        });
        post({ kind: 'item', value });
      }
      return ok(null);
    }
    default:
      return assertNever(task);
  }
}

/** Also copies the log beside the file, because the file may have been copied from a running console. */
function copyIn(from: string, to: string): Result<null> {
  try {
    if (!existsSync(from)) return fail(backupsProblem('no-such-file', {}, 'file'));
    closeSync(openPlainFileSync(from));
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
    if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
    return ok(null);
  } catch (error) {
    rmSync(to, { force: true });
    return failed(error, from);
  }
}

/** Ends this process, whatever it is doing, at the time limit or soon after the console is gone. */
function watchParent(limitMs: number): void {
  const watch = new Worker(
    `const { workerData } = require('node:worker_threads');
     const end = () => process.kill(process.pid, 'SIGKILL');
     setTimeout(end, workerData.limitMs);
     setInterval(() => process.ppid === workerData.parent || end(), 1000);`,
    { eval: true, workerData: { limitMs, parent: process.ppid }, env: workerEnvironment() },
  );
  watch.unref();
}
