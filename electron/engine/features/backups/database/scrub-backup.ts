import { copyFileSync } from 'node:fs';
import { ok, type Result } from '../../../../../shared/messaging/problem.ts';
import type { ErasureKeys } from '../../../db/erasure-keys.ts';
import { migrate } from '../../../db/migrate.ts';
import { migrations } from '../../../db/migrations/all.ts';
import { createContext, emptyChanges } from '../../../db/write-context.ts';
import { removeDatabase, syncPath } from '../files.ts';
import { type Erasures, remember, takeOut } from './erase-again.ts';
import { failed } from './fault.ts';
import { inspectBackup } from './inspect-backup.ts';
import { newestVersion } from './prepare-restore.ts';

/**
 * Creates a copy of a backup without data that was erased since the backup was made. The backup stays
 * unchanged.
 * @param input.part the copy's path
 * @returns whether anything was removed; problems as in inspectBackup
 */
export function scrubbedCopy(input: {
  readonly file: string;
  readonly part: string;
  readonly erasures: Erasures;
  readonly keys: ErasureKeys;
  readonly now: number;
}): Result<{ changed: boolean }> {
  const { file, part } = input;
  try {
    removeDatabase(part);
    copyFileSync(file, part);
    const inspected = inspectBackup(part, newestVersion);
    if (!inspected.ok) {
      removeDatabase(part);
      return inspected;
    }
    const db = migrate(part, migrations, { keepCopies: false });
    let found: boolean;
    try {
      db.exec('BEGIN IMMEDIATE');
      const context = createContext(db, emptyChanges());
      found = takeOut(context, input).found;
      remember(context, input.erasures);
      db.exec('COMMIT');
      db.pragma('wal_checkpoint(TRUNCATE)');
      // A single file again: a backup has no log.
      db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
    }
    syncPath(part);
    return ok({ changed: found });
  } catch (error) {
    removeDatabase(part);
    return failed(error, file);
  }
}
