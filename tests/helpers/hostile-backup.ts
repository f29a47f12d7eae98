/** A backup as somebody changes it who wants it to act by itself: rows are written into SQLite's own schema table. */
import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Runs SQL on a file with every guard of SQLite's switched off. */
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

/** A copy of a backup that was changed in such a way. */
export function changedCopy(backup: string, file: string, ...sql: readonly string[]): void {
  copyFileSync(backup, file);
  changeFreely(file, (db) => {
    for (const statement of sql) db.exec(statement);
  });
}

/** Puts a trigger or a view into the schema that SQLite would not make under this name. */
export function hiddenSql(type: 'trigger' | 'view', name: string, table: string, sql: string): string {
  return `INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('${type}', '${name}', '${table}', 0, '${sql.replaceAll("'", "''")}')`;
}

/** A view that answers for ever, in the place of our table of messages. No page of the file is wrong. */
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
