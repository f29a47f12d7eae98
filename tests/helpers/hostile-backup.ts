/**
 * Creates backups that an attacker has changed so that opening them runs SQL: rows are written directly into
 * SQLite's schema table.
 */
import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Runs SQL on a file with all of SQLite's protections disabled. */
export function changeFreely(file: string, change: (db: Database.Database) => void): void {
  const db = new Database(file);
  try {
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    change(db);
  } finally {
    db.close();
  }
}

/** Creates a copy of a backup and changes it with the SQL. */
export function changedCopy(backup: string, file: string, ...sql: readonly string[]): void {
  copyFileSync(backup, file);
  changeFreely(file, (db) => {
    for (const statement of sql) db.exec(statement);
  });
}

/** Adds a trigger or a view to the schema under a name that SQLite would not allow. */
export function hiddenSql(type: 'trigger' | 'view', name: string, table: string, sql: string): string {
  return `INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('${type}', '${name}', '${table}', 0, '${sql.replaceAll("'", "''")}')`;
}

/** Replaces our table of messages by a view that never finishes. No page of the file is damaged. */
export function withEndlessView(backup: string, file: string): void {
  changedCopy(
    backup,
    file,
    'PRAGMA foreign_keys = OFF',
    'DROP VIEW message_text',
    'DROP TABLE omnimessage',
    `CREATE VIEW omnimessage AS
      WITH RECURSIVE n (created_at) AS (SELECT 1 UNION ALL SELECT created_at + 1 FROM n) SELECT created_at FROM n`,
  );
}
