import { fileURLToPath } from 'node:url';
import { fail, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import { StoreFailure } from '../../db/store-failure.ts';
import { workerEnvironment } from '../../db/worker-environment.ts';
import { type IpcChild, spawnIpcChild } from '../../ipc-child.ts';
import type { BackupTask, FromBackups, ToBackups } from './backup-messages.ts';

/** The process that opens backups, however it was started. */
type BackupChild = Omit<IpcChild<ToBackups, FromBackups>, 'hold'>;

/** Starts the process; the desktop shell has its own way. @param program the file to run */
export type BackupLauncher = (program: URL) => BackupChild;

export type BackupProcesses = { readonly program: URL; readonly launch: BackupLauncher };

/**
 * Starts the process as a child process of Node, with as little of this process's environment as possible.
 */
export const spawnBackups: BackupLauncher = (program) =>
  spawnIpcChild([fileURLToPath(program)], workerEnvironment());

/**
 * Returns the time limit of a task for files of this size. A slow disk reads at least four megabytes per
 * second.
 */
export function timeLimitMs(kind: BackupTask['kind'], bytes: number): number {
  const slowness = kind === 'inspect' ? 1 : 4;
  return slowness * (30_000 + Math.ceil(bytes / 4_000));
}

export type BackupWatch = {
  /** Aborting kills the process. */
  readonly signal: AbortSignal;
  readonly limitMs: number;
  /** Called for each item of the task; the time limit starts again. */
  readonly onItem?: (value: unknown) => void;
};

/**
 * How long to wait for a killed process, which still has files open; one that hangs in the kernel may remain.
 */
const killPatienceMs = 2_000;

/**
 * Runs one task in its own process.
 * @returns the task's result; null if the signal stopped it; problem `backup-too-slow` if the process was
 * killed at its time limit, `backup-process-ended` if it ended unexpectedly
 * @throws StoreFailure for a bug in the task
 */
export async function runBackupTask<T>(
  processes: BackupProcesses,
  task: BackupTask,
  watch: BackupWatch,
): Promise<Result<T> | null> {
  if (watch.signal.aborted) return null;
  const ended = Promise.withResolvers<Result<T> | null>();
  const exited = Promise.withResolvers<void>();
  const child = processes.launch(processes.program);
  const tooSlow = (): void => ended.resolve(fail(tooSlowProblem()));
  let timer = setTimeout(tooSlow, watch.limitMs);
  child.onMessage((message) => {
    try {
      take(message);
    } catch (error) {
      ended.reject(error);
    }
  });
  const take = (message: FromBackups): void => {
    switch (message.kind) {
      case 'item':
        clearTimeout(timer);
        timer = setTimeout(tooSlow, watch.limitMs);
        watch.onItem?.(message.value);
        return;
      case 'done':
        ended.resolve(message.result as Result<T>);
        return;
      case 'failed':
        ended.reject(new StoreFailure(message.error));
        return;
    }
  };
  child.onGone(() => {
    exited.resolve();
    ended.resolve(fail(endedProblem()));
  });
  const onAbort = (): void => ended.resolve(null);
  watch.signal.addEventListener('abort', onAbort, { once: true });
  const killChild = (): void => child.kill();
  process.on('exit', killChild);
  child.send({ task, limitMs: selfLimitMs(task, watch.limitMs) });
  try {
    return await ended.promise;
  } finally {
    clearTimeout(timer);
    watch.signal.removeEventListener('abort', onAbort);
    child.kill();
    await Promise.race([exited.promise, patience()]);
    process.off('exit', killChild);
  }
}

/** A little longer than the console waits, so that the console reports the reason. */
function selfLimitMs(task: BackupTask, limitMs: number): number {
  return (task.kind === 'scrub' ? task.files.length : 1) * limitMs + 10_000;
}

function patience(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, killPatienceMs).unref());
}

function tooSlowProblem() {
  return backupsProblem('backup-too-slow', {}, 'file');
}

function endedProblem() {
  return backupsProblem('backup-process-ended', {}, 'file');
}
