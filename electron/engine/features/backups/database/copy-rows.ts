import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';
import { applicationId, type Connection } from '../../../db/connection.ts';
import { codeOf, FileFault } from './fault.ts';
import { damaged } from './inspect-backup.ts';
import { createSchema } from './same-schema.ts';

/**
 * Creates a new database with our own schema, and copies the rows of a backup whose schema has been compared
 * (inspectBackup). So only values are taken from the file: every rule of a table is applied to each row, and
 * indexes are rebuilt. The search index is copied unchanged: its words are blobs that only FTS5 reads, it was
 * checked with the file, and rebuilding it takes three times as long as everything else.
 * @param input.source a copy that nobody else uses
 * @param input.target must not exist. It needs no log, and is on disk only after it is synced.
 * @throws FileFault `backup-damaged` if a row breaks a rule
 */
export function copyRows(input: {
  readonly source: string;
  readonly target: string;
  readonly version: number;
}): void {
  const db = new Database(input.target);
  try {
    chmodSync(input.target, 0o600);
    // Nobody else uses this file, so it needs no log and no waiting for the disk; it is discarded on failure.
    for (const pragma of [
      `application_id = ${applicationId}`,
      'journal_mode = OFF',
      'synchronous = OFF',
      'foreign_keys = OFF',
      'trusted_schema = OFF',
      // If a row is moved to another page, its old bytes are overwritten, because data may be erased again
      // afterwards.
      'secure_delete = ON',
      'cell_size_check = ON',
      'cache_size = -64000',
      'temp_store = FILE',
    ])
      db.pragma(pragma);
    createSchema(db, input.version);
    db.pragma(`user_version = ${input.version}`);
    db.prepare('ATTACH ? AS backup').run(input.source);
    db.exec('BEGIN');
    fill(db);
    fillSearch(db);
    db.exec('COMMIT');
  } catch (error) {
    const code = codeOf(error);
    const isDisk = /^SQLITE_(?:FULL|IOERR|CANTOPEN|NOMEM)/u.test(code);
    if (code.startsWith('SQLITE_') && !isDisk) throw new FileFault(damaged());
    throw error;
  } finally {
    db.close();
  }
}

type Named = { readonly name: string; readonly sql: string };

function fill(db: Connection): void {
  const tables = db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();
  // Triggers would count rows again whose counts are copied, and building an index at once is several times
  // as fast.
  const later = db
    .prepare<[], Named & { type: string }>(
      `SELECT type, name, sql FROM main.sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type`,
    )
    .all();
  for (const { type, name } of later) db.exec(`DROP ${type} main.${name}`);
  for (const { name } of tables) {
    const columns = db
      .prepare<[string], { name: string }>(
        `SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0 ORDER BY cid`,
      )
      .all(name)
      .map((column) => column.name)
      .join(', ');
    // Columns are named: with an asterisk SQLite copies whole records, and applies no rules to them.
    db.exec(`INSERT INTO main.${name} (${columns}) SELECT ${columns} FROM backup.${name}`);
  }
  copyCounters(db);
  for (const { sql } of later) db.exec(sql);
  const [broken] = db.pragma('main.foreign_key_check') as unknown[];
  if (broken !== undefined) throw new FileFault(damaged());
}

/** SQLite allows only FTS5 to write these tables, unless told otherwise. */
function fillSearch(db: Connection): void {
  db.unsafeMode(true);
  for (const [part, columns] of searchTables) {
    db.exec(`DELETE FROM main.message_search_${part}`);
    db.exec(
      `INSERT INTO main.message_search_${part} (${columns}) SELECT ${columns} FROM backup.message_search_${part}`,
    );
  }
  // FTS5 sets version 5 if deletions left no traces of words (secure-delete).
  db.exec(
    `UPDATE main.message_search_config SET v = 5
     WHERE k = 'version' AND EXISTS (SELECT 1 FROM backup.message_search_config WHERE k = 'version' AND v = 5)`,
  );
  db.unsafeMode(false);
}

const searchTables = [
  ['data', 'id, block'],
  ['idx', 'segid, term, pgno'],
  ['docsize', 'id, sz'],
] as const;

/**
 * Copies where AUTOINCREMENT continues, so that no number is used twice. A value that would leave no room is
 * not one of our counters.
 */
function copyCounters(db: Connection): void {
  const counters = db
    .prepare<[], { name: string; seq: unknown }>(
      `SELECT name, max(seq) AS seq FROM
         (SELECT name, seq FROM main.sqlite_sequence UNION ALL SELECT name, seq FROM backup.sqlite_sequence)
       WHERE name IN (SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%') GROUP BY name`,
    )
    .all();
  db.exec('DELETE FROM main.sqlite_sequence');
  for (const { name, seq } of counters) {
    if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0 || seq > 2 ** 52)
      throw new FileFault(damaged());
    db.prepare('INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)').run(name, seq);
  }
}
