import { access, constants, open, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorMessage } from '../../../shared/error-message.ts';
import type { Problem } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';

function notWritable(file: string, error: unknown, field: string): Problem {
  const reason = errorMessage(error);
  return cliProblem('report-not-written', { file, reason }, field);
}

/** Writing into a pipe that nobody reads would wait for ever. @throws if nobody reads it */
async function assertIsRead(pipe: string): Promise<void> {
  const file = await open(pipe, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    const isUnread = error instanceof Error && 'code' in error && error.code === 'ENXIO';
    throw isUnread ? new Error('nobody reads this pipe') : error;
  });
  await file.close();
}

/** Checks before sending whether a report can be written. @returns the problem, or null */
export async function mayWriteReport(file: string, field: string): Promise<Problem | null> {
  try {
    await access(dirname(resolve(file)), constants.W_OK);
    const there = await stat(file).catch(() => null);
    if (there?.isDirectory() === true) throw new Error('it is a folder');
    if (there?.isFIFO() === true) await assertIsRead(file);
    return null;
  } catch (error) {
    return notWritable(file, error, field);
  }
}

/** Writes a report. @returns the problem, or null */
export async function writeReport(file: string, text: string, field: string): Promise<Problem | null> {
  try {
    await writeFile(file, text);
    return null;
  } catch (error) {
    return notWritable(file, error, field);
  }
}
