import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { fail, ok, problem, type Result } from '../../../../../shared/messaging/problem.ts';
import { applicationId, type Connection, openForeign } from '../../../db/connection.ts';
import { codeOf } from './fault.ts';
import { hasSchemaOf } from './same-schema.ts';

export type BackupFacts = {
  readonly version: number;
  readonly messages: number;
  readonly newestAt: number | null;
  readonly accounts: readonly string[];
  /** Numbers on its do-not-send list. */
  readonly doNotSend: number;
};

const chooseOther = 'Nothing was changed. Choose a backup that Omnideck made.';

/**
 * Looks at a file that is to be restored, without changing it: SQLite's, ours, not newer, with the schema of its version
 * and no other, whole and sound. Before the schema is known, nothing else is asked of the file.
 * @param newest the newest format that this version knows
 * @returns problems `backup-missing`, `-not-sqlite`, `-foreign`, `-newer`, `-cut-short`, `-changed`, `-damaged`
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
    // The rest of a log that stands beside the file counts too: it may have been copied from a console that ran.
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
    return ok({ version, ...row, accounts: accounts.map(({ name }) => name), doNotSend });
  } catch (error) {
    if (codeOf(error).startsWith('SQLITE_')) return fail(damaged());
    throw error;
  } finally {
    db.close();
  }
}

/** What stands in the file's first hundred bytes (SQLite file format, 1.3), and whether all of it is there. */
function judgeHeader(file: string, newest: number): Result<null> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) {
    return fail(
      problem('backup-missing', 'There is no such file.', 'Choose a backup that Omnideck made.', 'file'),
    );
  }
  const bytes = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  let got: number;
  try {
    got = readSync(descriptor, bytes, 0, 100, 0);
  } finally {
    closeSync(descriptor);
  }
  if (got < 100 || bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    return fail(problem('backup-not-sqlite', 'The file is no SQLite database.', chooseOther, 'file'));
  }
  if (bytes.readInt32BE(68) !== applicationId) {
    return fail(problem('backup-foreign', "The file is another program's database.", chooseOther, 'file'));
  }
  const version = bytes.readInt32BE(60);
  if (version > newest) return fail(newer(version, newest));
  const written = bytes.readUInt16BE(16);
  const pageBytes = written === 1 ? 65_536 : written;
  // The number of pages is good where both counters agree.
  const isKnown = bytes.readUInt32BE(24) === bytes.readUInt32BE(92);
  if (isKnown && bytes.readUInt32BE(28) * pageBytes > found.size) {
    return fail(
      problem(
        'backup-cut-short',
        'The file is cut short: its end is missing.',
        'Nothing was changed. Copy it again whole, or choose another backup.',
        'file',
      ),
    );
  }
  return ok(null);
}

function newer(version: number, newest: number) {
  return problem(
    'backup-newer',
    `A newer Omnideck wrote the file (its format is ${version}, this one knows ${newest}).`,
    'Nothing was changed. Update Omnideck, then restore it.',
    'file',
  );
}

function changed() {
  return problem(
    'backup-changed',
    'The tables of the file are not those of Omnideck: something was added to them or taken away.',
    'Nothing was changed. Choose a backup that Omnideck made.',
    'file',
  );
}

export function damaged() {
  return problem(
    'backup-damaged',
    'The file is damaged.',
    'Nothing was changed. Copy it again whole, or choose another backup.',
    'file',
  );
}
