import { isAbsolute, join } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import { backupsFolder, listBackups } from './backups-folder.ts';
import { isBareName, notAllowed } from './export-file.ts';
import type { Uploads } from './uploads.ts';

/** The caller: the user's own program may name any file; a page only uploads and backups. */
export type Asker = { readonly mayNameFiles: boolean };

export type NamedFiles = ReturnType<typeof createNamedFiles>;

/** Finds files by the names that callers give: uploads, backups in the data folder, and full paths. */
export function createNamedFiles(folder: string, uploads: Uploads) {
  /** Returns the file's path if the caller may name it. */
  function find(file: string, asker: Asker): Result<string> {
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

  return { find, shownName, discard };
}
