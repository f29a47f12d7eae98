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
  /** Remembers a file that this console has written and named. @returns its id for `open`; null if nothing opens files */
  remember(file: string): string | null;
  /**
   * Opens the file of an export, or shows it in its folder. Only files that this console has written can be opened.
   * Problems: `no-such-job`, `no-such-file`, `export-replaced`, `not-opened`.
   */
  open(request: {
    readonly id: string;
    readonly how: 'open' | 'show';
  }): Promise<Result<Record<string, never>>>;
};

/** A command may export to any name; a system may run a file with another ending instead of showing it. */
const endings: readonly string[] = ['.csv', '.jsonl', '.xlsx'];
/** How many saved files are remembered; the oldest are forgotten first. */
const mostSaved = 100;

/**
 * Returns what distinguishes a file from another one that takes its name, which may happen minutes later.
 * @returns null if there is no file; '' for a link, a folder, or anything else that is not a plain file
 */
function identityOf(path: string): string | null {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return null;
  return found.isFile() ? `${found.dev}:${found.ino}` : '';
}

export function createExportOpener(
  jobs: Jobs,
  opener: FileOpener | undefined,
  randomUuid: () => string,
): ExportOpener {
  const written = new Map<string, string>();
  const saved = new Map<string, { readonly file: string; readonly identity: string }>();
  /** Returns the file of a job with an identity if it is known, and whether the system may open its kind of file. */
  function fileOf(id: string) {
    const known = saved.get(id);
    if (known) return { ...known, isSafe: true };
    const job = jobs.list().find((one) => one.id === id && one.kind === 'export' && one.state === 'done');
    const file = job?.file ?? null;
    if (file === null) return null;
    return { file, identity: written.get(id), isSafe: endings.includes(extname(file).toLowerCase()) };
  }
  return {
    watch(id) {
      if (opener === undefined) return;
      void jobs.ended(id).then(({ file, state }) => {
        for (const known of written.keys())
          if (!jobs.list().some((job) => job.id === known)) written.delete(known);
        if (state === 'done' && file !== null) written.set(id, identityOf(file) ?? '');
      });
    },
    remember(file) {
      if (opener === undefined) return null;
      for (const id of [...saved.keys()].slice(0, -mostSaved + 1)) saved.delete(id);
      const id = randomUuid();
      saved.set(id, { file, identity: identityOf(file) ?? '' });
      return id;
    },
    async open({ id, how }) {
      const found = fileOf(id);
      if (found === null) return fail(backupsProblem('no-such-job', {}, 'id'));
      const { file, isSafe } = found;
      const identity = identityOf(file);
      if (identity === null) return fail(backupsProblem('no-such-file', {}, 'file'));
      if (opener === undefined || (how === 'open' && !isSafe))
        return fail(backupsProblem('not-opened', { file }, 'file'));
      if (identity === '' || identity !== found.identity)
        return fail(backupsProblem('export-replaced', { file }, 'file'));
      if (how === 'show') opener.show(file);
      else if ((await opener.open(file)) !== '') return fail(backupsProblem('not-opened', { file }, 'file'));
      return ok({});
    },
  };
}
