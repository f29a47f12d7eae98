import { closeSync, openSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Overwrites the first page of a table, past what the database has in its log. */
export function damageTable(file: string, table: string): void {
  const db = new Database(file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const root = db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table);
  // SQLite does not list its own table, whose first page is the first of the file.
  const page = Number(root ?? 1);
  const size = Number(db.pragma('page_size', { simple: true }));
  db.close();
  const descriptor = openSync(file, 'r+');
  // The first page of the file begins with SQLite's header, which stays intact.
  const at = page === 1 ? 100 : 0;
  writeSync(descriptor, Buffer.alloc(size - at, 0xa5), 0, size - at, (page - 1) * size + at);
  closeSync(descriptor);
}
