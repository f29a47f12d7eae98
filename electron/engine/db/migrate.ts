import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { databaseProblem } from '../../../shared/problems/database.ts';
import { applicationId, type Connection, openConnection } from './connection.ts';
import type { Migration } from './migrations/migration.ts';

/**
 * Looks at a database file without changing a byte of it: is it ours, and not newer than we are?
 * Refuses in words: another program's database, a file that is none, a newer version.
 */
export function inspectDatabase(file: string, newest: number): Result<{ version: number }> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || (found.isFile() && found.size === 0)) return ok({ version: 0 });
  const header = found.isFile() ? readHeader(file) : null;
  if (header === null) {
    return fail(databaseProblem('database-unreadable', { file }));
  }
  // Both numbers stand in the file's header (SQLite file format, 1.3): no need to open it, which could replay a log.
  if (header.applicationId !== applicationId) {
    return fail(databaseProblem('database-foreign', { file }));
  }
  // One that was killed in the middle of its migrations leaves the newest number in its log only.
  const version = Math.max(header.version, versionInLog(file) ?? 0);
  if (version > newest) return fail(newerDatabase(file, version, newest));
  return ok({ version });
}

/** Read-only: neither the database nor its log is written. @returns null where there is no log, or none that can be read */
function versionInLog(file: string): number | null {
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return null;
  const hadIndex = existsSync(`${file}-shm`);
  try {
    const db = new Database(file, { readonly: true, timeout: 5_000 });
    try {
      return Number(db.pragma('user_version', { simple: true }));
    } finally {
      db.close();
    }
  } catch {
    // What is wrong with it shows when it is opened for good.
    return null;
  } finally {
    if (!hadIndex) rmSync(`${file}-shm`, { force: true });
  }
}

function newerDatabase(file: string, version: number, newest: number) {
  return databaseProblem('database-newer', { file, version, newest });
}

function readHeader(file: string): { version: number; applicationId: number } | null {
  const bytes = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    if (readSync(descriptor, bytes, 0, 100, 0) < 100) return null;
  } finally {
    closeSync(descriptor);
  }
  if (bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') return null;
  return { version: bytes.readInt32BE(60), applicationId: bytes.readInt32BE(68) };
}

export type MigrateOptions = {
  /** false where the file is itself a copy that is thrown away if a step fails. */
  readonly keepCopies?: boolean;
  /** How long another program's lock is waited for, milliseconds. */
  readonly lockWaitMs?: number;
};

/**
 * Brings the database to the newest version, each step and its `user_version` in one transaction, with a copy of
 * the file before each step that changes an existing database (`<file>.before-<version>`).
 * @throws when a step fails: the database is then as it was before that step.
 */
export function migrate(
  file: string,
  migrations: readonly Migration[],
  { keepCopies = true, lockWaitMs }: MigrateOptions = {},
): Connection {
  if (!existsSync(file) || statSync(file).size === 0) markAsOurs(file);
  const db = openConnection(file, 'write', lockWaitMs);
  try {
    const from = Number(db.pragma('user_version', { simple: true }));
    const newest = migrations.at(-1)?.version ?? 0;
    if (from > newest) throw new Error(newerDatabase(file, from, newest).message);
    for (const step of migrations) {
      if (step.version <= from) continue;
      if (from > 0 && keepCopies) copyBefore(db, file, step.version);
      // SQLite's DDL is transactional, and so is user_version: a killed process leaves the version before, whole.
      db.exec('BEGIN IMMEDIATE');
      try {
        db.exec(step.sql);
        db.pragma(`user_version = ${step.version}`);
        db.exec('COMMIT');
      } catch (error) {
        if (db.inTransaction) db.exec('ROLLBACK');
        throw error;
      }
    }
    // The header's numbers must be in the file itself, not only in its log, for inspectDatabase.
    if (from < newest) db.pragma('wal_checkpoint(TRUNCATE)');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Before there is a log: a crash right after this leaves a file that inspectDatabase() knows as ours. */
function markAsOurs(file: string): void {
  const db = new Database(file);
  db.pragma(`application_id = ${applicationId}`);
  db.close();
  chmodSync(file, 0o600);
}

/** Copies that a migration left are not kept for ever: they hold what may have been erased since. */
const copyLifeMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Removes the copies that were made before migrations: those older than 30 days, or all of them.
 * @param now UTC epoch ms; Infinity: all of them
 */
export function removeOldCopies(file: string, now: number): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(file)}.before-`)) continue;
    const path = join(folder, name);
    if (now - statSync(path).mtimeMs > copyLifeMs) rmSync(path, { force: true });
  }
}

function copyBefore(db: Connection, file: string, version: number): void {
  const copy = `${file}.before-${version}`;
  if (existsSync(copy)) return;
  // Under another name until it is whole: half a copy that a kill left must not pass for one.
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { force: true });
  db.prepare('VACUUM INTO ?').run(unfinished);
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, copy);
}
