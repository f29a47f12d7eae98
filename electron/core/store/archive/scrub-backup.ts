import { copyFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { ok, type Result } from '../../../../shared/messaging/problem.ts';
import { syncPath } from '../../archive/files.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations/all.ts';
import { createContext, emptyChanges } from '../write/context.ts';
import { type Erasures, remember, takeOut } from './erase-again.ts';
import { failed } from './fault.ts';
import { inspectBackup } from './inspect-backup.ts';
import { newestVersion, removeMigrationCopies } from './prepare-restore.ts';

/**
 * Takes out of a backup what has been erased since it was made, and puts the result in its place, whole. Until then
 * the backup is what it was.
 * @returns whether anything was in it; problems as inspectBackup's
 */
export function scrubBackup(input: {
  readonly file: string;
  readonly erasures: Erasures;
  readonly key: string;
  readonly now: number;
}): Result<{ changed: boolean }> {
  const { file } = input;
  const part = `${file}.part`;
  const forget = (): void => {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(part + end, { force: true });
    removeMigrationCopies(part);
  };
  try {
    forget();
    copyFileSync(file, part);
    const inspected = inspectBackup(part, newestVersion);
    if (!inspected.ok) {
      forget();
      return inspected;
    }
    const db = migrate(part, migrations);
    let found: boolean;
    try {
      db.exec('BEGIN IMMEDIATE');
      const context = createContext(db, emptyChanges());
      found = takeOut(context, input).found;
      remember(context, input.erasures);
      db.exec('COMMIT');
      db.pragma('wal_checkpoint(TRUNCATE)');
      // One file again: a backup has no log beside it.
      db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
    }
    const { atime, mtime } = statSync(file);
    syncPath(part);
    utimesSync(part, atime, mtime);
    renameSync(part, file);
    syncPath(dirname(file));
    forget();
    return ok({ changed: found });
  } catch (error) {
    forget();
    return failed(error, file);
  }
}
