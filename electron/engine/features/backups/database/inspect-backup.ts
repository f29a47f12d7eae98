import { closeSync, existsSync, fstatSync, readSync } from 'node:fs';
import { fail, ok, type Result } from '../../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../../shared/problems/backups.ts';
import { applicationId, type Connection, openForeign } from '../../../db/connection.ts';
import { erasedPeople } from '../../../db/migrations/0015-erased-people.ts';
import { createQueryContext } from '../../../db/query-context.ts';
import { openPlainFileSync } from '../../../files/plain-file.ts';
import { readKeys, type StoredKey } from '../../privacy/sql/index.ts';
import { codeOf, failed } from './fault.ts';
import { hasSchemaOf } from './same-schema.ts';

export type BackupFacts = {
  readonly version: number;
  readonly messages: number;
  readonly newestAt: number | null;
  readonly accounts: readonly string[];
  /** How many numbers are on its do-not-send list. */
  readonly doNotSend: number;
  /** How many people were erased and may not be written to. */
  readonly erased: number;
  /** The keys that recognise them. */
  readonly erasureKeys: readonly StoredKey[];
};

/**
 * Inspects a file to be restored without changing it: it must be an SQLite database of ours, not newer, with
 * exactly the schema of its version, complete and undamaged. Nothing else is read before the schema is
 * verified.
 * @param newest the newest format that this version knows
 * @returns problems `backup-missing`, `-not-sqlite`, `-foreign`, `-newer`, `-cut-short`, `-changed`,
 * `-damaged`
 */
export function inspectBackup(file: string, newest: number): Result<BackupFacts> {
  const header = judgeHeader(file, newest);
  if (!header.ok) return header;
  let db: Connection;
  try {
    db = openForeign(file);
  } catch {
    return fail(damaged());
  }
  try {
    // A log beside the file counts, too, because the file may have been copied from a running console.
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > newest) return fail(newer(version, newest));
    if (version < 1 || !hasSchemaOf(db, version)) return fail(changed());
    const [first] = db.pragma('integrity_check(1)') as { integrity_check: string }[];
    if (first?.integrity_check !== 'ok') return fail(damaged());
    const row = db
      .prepare('SELECT count(*) AS messages, max(created_at) AS newestAt FROM omnimessage')
      .get() as {
      messages: number;
      newestAt: number | null;
    };
    const { doNotSend } = db.prepare('SELECT count(*) AS doNotSend FROM do_not_send').get() as {
      doNotSend: number;
    };
    const accounts = db
      .prepare('SELECT name FROM account WHERE removed_at IS NULL ORDER BY created_at, id')
      .all() as { name: string }[];
    return ok({
      version,
      ...row,
      accounts: accounts.map(({ name }) => name),
      doNotSend,
      ...erasuresIn(db, version),
    });
  } catch (error) {
    if (codeOf(error).startsWith('SQLITE_')) return fail(damaged());
    throw error;
  } finally {
    db.close();
  }
}

/** Returns the erased people of a backup; none before erasures withdrew consent. */
function erasuresIn(db: Connection, version: number): Pick<BackupFacts, 'erased' | 'erasureKeys'> {
  if (version < erasedPeople.version) return { erased: 0, erasureKeys: [] };
  const context = createQueryContext(db);
  const erased = context.get<{ n: number }>(
    'SELECT count(*) AS n FROM erased_number WHERE is_withdrawn = 1',
  )?.n;
  return { erased: erased ?? 0, erasureKeys: readKeys(context) };
}

/** Checks the file's first hundred bytes (SQLite file format, 1.3), and whether the file is complete. */
function judgeHeader(file: string, newest: number): Result<null> {
  if (!existsSync(file)) return fail(backupsProblem('backup-missing', {}, 'file'));
  const bytes = Buffer.alloc(100);
  let descriptor: number;
  try {
    descriptor = openPlainFileSync(file);
  } catch (error) {
    return failed(error, file);
  }
  const found = fstatSync(descriptor);
  let got: number;
  try {
    got = readSync(descriptor, bytes, 0, 100, 0);
  } finally {
    closeSync(descriptor);
  }
  if (got < 100 || bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    return fail(backupsProblem('backup-not-sqlite', {}, 'file'));
  }
  if (bytes.readInt32BE(68) !== applicationId) {
    return fail(backupsProblem('backup-foreign', {}, 'file'));
  }
  const version = bytes.readInt32BE(60);
  if (version > newest) return fail(newer(version, newest));
  const written = bytes.readUInt16BE(16);
  const pageBytes = written === 1 ? 65_536 : written;
  // The number of pages is valid if both counters agree.
  const isKnown = bytes.readUInt32BE(24) === bytes.readUInt32BE(92);
  if (isKnown && bytes.readUInt32BE(28) * pageBytes > found.size) {
    return fail(backupsProblem('backup-cut-short', {}, 'file'));
  }
  return ok(null);
}

function newer(version: number, newest: number) {
  return backupsProblem('backup-newer', { version, newest }, 'file');
}

function changed() {
  return backupsProblem('backup-changed', {}, 'file');
}

export function damaged() {
  return backupsProblem('backup-damaged', {}, 'file');
}
