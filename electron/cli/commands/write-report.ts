import { access, constants, type FileHandle, open, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorMessage } from '../../../shared/error-message.ts';
import type { Problem } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';

function notWritable(file: string, error: unknown, field: string): Problem {
  const reason = errorMessage(error);
  return cliProblem('report-not-written', { file, reason }, field);
}

/** Pipes that were opened before sending: closing one would tell its reader that the report has ended. */
const pipes = new Map<string, FileHandle>();

/** Opens a pipe without waiting for a reader. @throws if nobody reads it */
function openPipe(pipe: string): Promise<FileHandle> {
  return open(pipe, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    const isUnread = error instanceof Error && 'code' in error && error.code === 'ENXIO';
    throw isUnread ? new Error('nobody reads this pipe') : error;
  });
}

/** Checks before sending whether a report can be written. @returns the problem, or null */
export async function mayWriteReport(file: string, field: string): Promise<Problem | null> {
  try {
    await access(dirname(resolve(file)), constants.W_OK);
    const there = await stat(file).catch(() => null);
    if (there?.isDirectory() === true) throw new Error('it is a folder');
    if (there?.isFIFO() === true) pipes.set(resolve(file), await openPipe(file));
    return null;
  } catch (error) {
    return notWritable(file, error, field);
  }
}

/** Writes a report. @returns the problem, or null */
export async function writeReport(file: string, text: string, field: string): Promise<Problem | null> {
  let pipe: FileHandle | null = null;
  try {
    const there = await stat(file).catch(() => null);
    // Opening a pipe for writing waits for a reader: this proves that there is one.
    if (there?.isFIFO() === true) pipe = await openPipe(file);
    await writeFile(file, text);
    return null;
  } catch (error) {
    return notWritable(file, error, field);
  } finally {
    await pipe?.close();
    await pipes.get(resolve(file))?.close();
    pipes.delete(resolve(file));
  }
}
