/** Makes room for a restore if the database is so damaged that it cannot be opened. */
import { existsSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { engineActor } from '../../../acting.ts';
import type { Connection } from '../../../db/connection.ts';
import { migrate } from '../../../db/migrate.ts';
import { migrations } from '../../../db/migrations/all.ts';
import { createContext, emptyChanges } from '../../../db/write-context.ts';
import { tablesThatOutliveDamage } from '../../../obligations-registry.ts';
import { record } from '../../journal/sql/index.ts';

export type SetAside = {
  /** The path of the damaged database, unchanged. */
  readonly path: string;
  /** Tables of which some rows could not be read. */
  readonly lost: readonly string[];
};

/**
 * Renames a damaged database with its log, and creates a new one: without messages, but with all readable
 * parts of the do-not-send list, erasures, cancellations, accounts, settings and postponed callbacks.
 * @param stamp part of the new name
 * @param now UTC epoch ms
 * @throws if the folder cannot be written
 */
export function setAside(file: string, stamp: string, now: number): SetAside {
  const path = `${file}.damaged-${stamp}`;
  // The log first: SQLite would replay a log that lies beside a new database.
  for (const end of ['-wal', '-shm', '']) if (existsSync(file + end)) renameSync(file + end, path + end);
  const db = migrate(file, migrations);
  try {
    db.pragma('foreign_keys = OFF');
    const lost = salvage(path, db);
    // The next callback gets another id than the postponed ones.
    db.exec(
      `INSERT INTO sqlite_sequence (name, seq) SELECT 'callback', max(id) FROM postponed_callback HAVING max(id) > 0`,
    );
    record(createContext(db, emptyChanges(), { by: engineActor, at: now }), {
      what: 'database-set-aside',
      after: { lost: lost.join(', ') },
    });
    return { path, lost };
  } finally {
    db.close();
  }
}

function salvage(from: string, db: Connection): string[] {
  let source: Connection;
  try {
    source = new Database(from, { timeout: 0 });
  } catch {
    return [...tablesThatOutliveDamage];
  }
  try {
    source.pragma('trusted_schema = OFF');
    return tablesThatOutliveDamage.filter((table) => !copyTable(source, db, table));
  } finally {
    source.close();
  }
}

/** Copies a table. @returns whether all of it was copied */
function copyTable(source: Connection, db: Connection, table: string): boolean {
  const columnsOf = (of: Connection): string[] =>
    of
      .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map(({ name }) => name);
  const insertFailed: unknown[] = [];
  try {
    const theirs = columnsOf(source);
    const common = columnsOf(db).filter((name) => theirs.includes(name));
    // A table that this version of the database never had is not lost.
    if (theirs.length === 0) return source.prepare('SELECT count(*) FROM sqlite_schema').get() !== undefined;
    const names = common.join(', ');
    const insert = db.prepare(
      `INSERT OR IGNORE INTO ${table} (${names}) VALUES (${common.map(() => '?').join(', ')})`,
    );
    for (const row of source.prepare<[], unknown[]>(`SELECT ${names} FROM ${table}`).raw().iterate()) {
      try {
        insert.run(...row);
      } catch (error) {
        insertFailed.push(error);
      }
    }
    return insertFailed.length === 0;
  } catch {
    return false;
  }
}
