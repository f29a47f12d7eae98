/** Opens exported files with the shell of the system. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import type { Jobs } from './jobs.ts';

/** What the desktop shell can do with a file. */
export type FileOpener = {
  /** @returns the system's error message; empty if the file was opened */
  open(path: string): Promise<string>;
  show(path: string): void;
};

/** A command may export to any name; a system may run a file with another ending instead of showing it. */
const endings: readonly string[] = ['.csv', '.jsonl', '.xlsx'];

/**
 * Opens the file of an export, or shows it in its folder. Only files that a job of this console has written
 * can be opened. Problems: `no-such-job`, `no-such-file`, `not-opened`.
 */
export async function openExport(
  jobs: Jobs,
  opener: FileOpener | undefined,
  { id, how }: { readonly id: string; readonly how: 'open' | 'show' },
): Promise<Result<Record<string, never>>> {
  const job = jobs.list().find((one) => one.id === id && one.kind === 'export' && one.state === 'done');
  const file = job?.file ?? null;
  if (file === null) return fail(backupsProblem('no-such-job', {}, 'id'));
  if (!existsSync(file)) return fail(backupsProblem('no-such-file', {}, 'file'));
  const isSafe = endings.includes(extname(file).toLowerCase());
  if (opener === undefined || (how === 'open' && !isSafe))
    return fail(backupsProblem('not-opened', { file }, 'file'));
  if (how === 'show') opener.show(file);
  else if ((await opener.open(file)) !== '') return fail(backupsProblem('not-opened', { file }, 'file'));
  return ok({});
}
