import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { ok, type Result } from '../../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../../shared/problems/backups.ts';
import { applicationId, openConnection } from '../../../db/connection.ts';
import { fileExists, giveName, removeDatabase, syncPath } from '../files.ts';
import { FileFault, failed, Stopped } from './fault.ts';

export type CopyWatch = {
  readonly stopped: () => boolean;
  /** In pages. */
  readonly progress: (done: number, total: number) => void;
};

/** 8 MB at a time, so that a stopped copy ends soon, and the disk is not blocked for long. */
const pagesAtOnce = 2_000;

/**
 * Copies the database while it is in use (SQLite's online backup), as it was at one moment: a read
 * transaction holds that moment, so that no write restarts the copy, and the writer is not delayed. The copy
 * is verified before it gets its name, and is a single file without a log.
 * @param input.part its name until it is complete, which nobody else uses
 * @param input.target must not exist; problem `file-exists`
 */
export async function copyDatabase(
  input: { readonly database: string; readonly part: string; readonly target: string },
  watch: CopyWatch,
): Promise<Result<{ messages: number }>> {
  const { part, target } = input;
  try {
    if (existsSync(target)) throw new FileFault(fileExists(target));
    // Created with the right mode, wherever it is.
    closeSync(openSync(part, 'wx', 0o600));
    const expected = await copyPages(input.database, part, watch);
    checkCopy(part, expected);
    if (watch.stopped()) throw new Stopped();
    syncPath(part);
    if (!giveName(part, target)) throw new FileFault(fileExists(target));
    syncPath(dirname(target));
    return ok({ messages: expected.messages });
  } catch (error) {
    removeDatabase(part);
    if (error instanceof Stopped) throw error;
    return failed(error, target);
  }
}

type Expected = { readonly version: number; readonly messages: number };

async function copyPages(database: string, part: string, watch: CopyWatch): Promise<Expected> {
  const source = openConnection(database, 'read');
  try {
    source.exec('BEGIN');
    const { messages } = source.prepare('SELECT count(*) AS messages FROM omnimessage').get() as {
      messages: number;
    };
    const version = Number(source.pragma('user_version', { simple: true }));
    await source.backup(part, {
      progress: ({ totalPages, remainingPages }) => {
        if (watch.stopped()) throw new Stopped();
        watch.progress(totalPages - remainingPages, totalPages);
        return pagesAtOnce;
      },
    });
    source.exec('COMMIT');
    return { version, messages };
  } finally {
    source.close();
  }
}

/** Verifies a copy. @throws if it differs from the original */
function checkCopy(part: string, expected: Expected): void {
  const db = new Database(part, { timeout: 5_000 });
  try {
    // The pages say that the database has a log, but a backup is a single file.
    db.pragma('journal_mode = DELETE');
    const [first] = db.pragma('integrity_check(1)') as { integrity_check: string }[];
    const { messages } = db.prepare('SELECT count(*) AS messages FROM omnimessage').get() as {
      messages: number;
    };
    const isSame =
      first?.integrity_check === 'ok' &&
      db.pragma('application_id', { simple: true }) === applicationId &&
      db.pragma('user_version', { simple: true }) === expected.version &&
      messages === expected.messages;
    if (!isSame) {
      throw new FileFault(backupsProblem('backup-not-sound'));
    }
  } finally {
    db.close();
  }
}
