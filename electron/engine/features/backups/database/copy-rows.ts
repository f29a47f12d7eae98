import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';
import { applicationId, type Connection } from '../../../db/connection.ts';
import { codeOf, FileFault } from './fault.ts';
import { damaged } from './inspect-backup.ts';
import { createSchema } from './same-schema.ts';

/**
 * Makes a new database with a schema of our own making, and copies into it the rows of a backup whose schema has been
 * compared (inspectBackup). So nothing of the file is taken over but values: every rule of a table is applied to each
 * row, and indexes are built anew. The search index is taken as it is: its words are blobs that only FTS5 reads, it was
 * checked with the file, and building it anew takes three times as long as everything else.
 * @param input.source a copy that nobody else uses
 * @param input.target must not exist. It needs no log, and is on the disk only once somebody syncs it.
 * @throws FileFault `backup-damaged` where a row breaks a rule
 */
export function copyRows(input: {
  readonly source: string;
  readonly target: string;
  readonly version: number;
}): void {
  const db = new Database(input.target);
  try {
    chmodSync(input.target, 0o600);
    // A file that nobody knows of needs no log and no waiting for the disk; where it fails it is thrown away.
    for (const pragma of [
      `application_id = ${applicationId}`,
      'journal_mode = OFF',
      'synchronous = OFF',
      'foreign_keys = OFF',
      'trusted_schema = OFF',
      // Where a row is moved to another page, nothing of it stays behind: it may be erased again after this.
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
  // Triggers would count again what is counted in the rows, and an index is built several times as fast at once.
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
    // Named columns: with an asterisk SQLite copies whole records, and applies no rule to them.
    db.exec(`INSERT INTO main.${name} (${columns}) SELECT ${columns} FROM backup.${name}`);
  }
  copyCounters(db);
  for (const { sql } of later) db.exec(sql);
  const [broken] = db.pragma('main.foreign_key_check') as unknown[];
  if (broken !== undefined) throw new FileFault(damaged());
}

/** SQLite lets only FTS5 write these tables, unless it is told otherwise. */
function fillSearch(db: Connection): void {
  db.unsafeMode(true);
  for (const [part, columns] of searchTables) {
    db.exec(`DELETE FROM main.message_search_${part}`);
    db.exec(
      `INSERT INTO main.message_search_${part} (${columns}) SELECT ${columns} FROM backup.message_search_${part}`,
    );
  }
  // 5 where something was deleted in such a way that no word of it is left (secure-delete); FTS5 sets it then.
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

/** Where AUTOINCREMENT goes on, so that no number is given twice. One that would leave no room is no counter of ours. */
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
