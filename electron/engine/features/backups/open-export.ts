/** Opens exported files with the shell of the system. */
import { lstatSync } from 'node:fs';
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

export type ExportOpener = {
  /** Remembers which file a job writes, once it has ended. */
  watch(id: string): void;
  /**
   * Opens the file of an export, or shows it in its folder. Only files that a job of this console has written
   * can be opened. Problems: `no-such-job`, `no-such-file`, `export-replaced`, `not-opened`.
   */
  open(request: {
    readonly id: string;
    readonly how: 'open' | 'show';
  }): Promise<Result<Record<string, never>>>;
};

/** A command may export to any name; a system may run a file with another ending instead of showing it. */
const endings: readonly string[] = ['.csv', '.jsonl', '.xlsx'];

/**
 * Returns what distinguishes a file from another one that takes its name, which may happen minutes later.
 * @returns null if there is no file; '' for a link, a folder, or anything else that is not a plain file
 */
function identityOf(path: string): string | null {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return null;
  return found.isFile() ? `${found.dev}:${found.ino}` : '';
}

export function createExportOpener(jobs: Jobs, opener: FileOpener | undefined): ExportOpener {
  const written = new Map<string, string>();
  return {
    watch(id) {
      if (opener === undefined) return;
      void jobs.ended(id).then(({ file, state }) => {
        for (const known of written.keys())
          if (!jobs.list().some((job) => job.id === known)) written.delete(known);
        if (state === 'done' && file !== null) written.set(id, identityOf(file) ?? '');
      });
    },
    async open({ id, how }) {
      const job = jobs.list().find((one) => one.id === id && one.kind === 'export' && one.state === 'done');
      const file = job?.file ?? null;
      if (file === null) return fail(backupsProblem('no-such-job', {}, 'id'));
      const identity = identityOf(file);
      if (identity === null) return fail(backupsProblem('no-such-file', {}, 'file'));
      const isSafe = endings.includes(extname(file).toLowerCase());
      if (opener === undefined || (how === 'open' && !isSafe))
        return fail(backupsProblem('not-opened', { file }, 'file'));
      if (identity === '' || identity !== written.get(id))
        return fail(backupsProblem('export-replaced', { file }, 'file'));
      if (how === 'show') opener.show(file);
      else if ((await opener.open(file)) !== '') return fail(backupsProblem('not-opened', { file }, 'file'));
      return ok({});
    },
  };
}
