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
import { type StoreError, storeError } from './worker-messages.ts';

/**
 * Inspects a database file without changing a byte. Returns a problem for another program's database, a file
 * that is not a database, and a database of a newer version.
 */
export function inspectDatabase(file: string, newest: number): Result<{ version: number }> {
  const inspected = inspectHeader(file, newest);
  if (!inspected.ok) return inspected;
  if (inspected.value.isEmpty) return ok({ version: 0 });
  // If a migration was killed, the newest version number may be only in the log.
  const version = Math.max(inspected.value.version, versionInLog(file, newest) ?? 0);
  if (version > newest) return fail(newerDatabase(file, version, newest));
  return ok({ version });
}

type Header = {
  /** Without a version that is only in the log. */
  readonly version: number;
  readonly isEmpty: boolean;
  /** Whether the database has a write-ahead log; a copy that SQLite has made has none before its first writer. */
  readonly hasLog: boolean;
};

/**
 * Inspects the first bytes of a database file, without SQLite. Returns the same problems as inspectDatabase.
 */
export function inspectHeader(file: string, newest: number): Result<Header> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || (found.isFile() && found.size === 0))
    return ok({ version: 0, isEmpty: true, hasLog: false });
  const header = found.isFile() ? readHeader(file) : null;
  if (header === null) {
    return fail(databaseProblem('database-unreadable', { file }));
  }
  // Both numbers are in the file's header (SQLite file format, 1.3). Opening the file with SQLite could
  // replay a log.
  if (header.applicationId !== applicationId) {
    return fail(databaseProblem('database-foreign', { file }));
  }
  const { version, hasLog } = header;
  return version > newest
    ? fail(newerDatabase(file, version, newest))
    : ok({ version, isEmpty: false, hasLog });
}

/**
 * Returns the version in the write-ahead log; writes neither the database nor the log. @returns null if there
 * is no readable log
 */
function versionInLog(file: string, newest: number): number | null {
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return null;
  const hadIndex = existsSync(`${file}-shm`);
  let version: number | null = null;
  try {
    const db = new Database(file, { readonly: true, timeout: 5_000 });
    try {
      version = Number(db.pragma('user_version', { simple: true }));
    } finally {
      db.close();
    }
    return version;
  } catch {
    // The problem is reported when the database is really opened.
    return null;
  } finally {
    // A command that only reads may use the log's index meanwhile: delete it only beside a database that no command of
    // this version opens.
    if (!hadIndex && version !== null && version > newest) rmSync(`${file}-shm`, { force: true });
  }
}

function newerDatabase(file: string, version: number, newest: number) {
  return databaseProblem('database-newer', { file, version, newest });
}

function readHeader(file: string): { version: number; applicationId: number; hasLog: boolean } | null {
  const bytes = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    if (readSync(descriptor, bytes, 0, 100, 0) < 100) return null;
  } finally {
    closeSync(descriptor);
  }
  if (bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') return null;
  return {
    version: bytes.readInt32BE(60),
    applicationId: bytes.readInt32BE(68),
    hasLog: bytes.readUInt8(19) === 2,
  };
}

export type MigrateOptions = {
  /** false if the file is itself a copy that is discarded if a step fails. */
  readonly keepCopies?: boolean;
  /** How long to wait for another program's lock, milliseconds. */
  readonly lockWaitMs?: number;
};

/**
 * Migrates the database to the newest version. Each step runs in one transaction together with its
 * `user_version`. Before each step that changes an existing database, the file is copied to
 * `<file>.before-<version>`.
 * @throws if a step fails; the database is then unchanged by that step
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
    if (from > newest) throw new Error(newerDatabase(file, from, newest).code);
    for (const step of migrations) {
      if (step.version <= from) continue;
      if (from > 0 && keepCopies) copyBefore(db, file, step.version);
      // SQLite's DDL and user_version are transactional: if the process is killed, the database keeps the
      // previous version.
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
    // inspectDatabase reads the numbers from the file itself, so they must not be only in the log.
    if (from < newest) db.pragma('wal_checkpoint(TRUNCATE)');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Sets our application_id before a log exists, so that inspectDatabase() recognises the file even after a
 * crash at this point.
 */
function markAsOurs(file: string): void {
  const db = new Database(file);
  db.pragma(`application_id = ${applicationId}`);
  db.close();
  chmodSync(file, 0o600);
}

/**
 * How long copies made by migrations are kept. They are deleted because they may contain data that was erased
 * later.
 */
const copyLifeMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Deletes copies that were made before migrations: those older than 30 days, or all.
 * @param now UTC epoch ms; Infinity deletes all
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
  writeCopy(db, copy, `${copy}.unfinished`);
}

/** Writes a complete copy of an open database. @returns the error, if the copy could not be written */
export function copyTo(db: Connection, copy: string): StoreError | null {
  try {
    writeCopy(db, copy, `${copy}.part`);
    return null;
  } catch (error) {
    return storeError(error);
  }
}

/** Copies under another name first, so that a partial copy left by a kill is not mistaken for a complete one. */
function writeCopy(db: Connection, copy: string, unfinished: string): void {
  rmSync(unfinished, { force: true });
  closeSync(openSync(unfinished, 'wx', 0o600));
  db.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, copy);
}
