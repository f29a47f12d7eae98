import Database from 'better-sqlite3';
import type { Connection } from '../../../db/connection.ts';
import { migrations } from '../../../db/migrations/all.ts';

type SchemaRow = readonly [type: unknown, name: unknown, table: unknown, rootPage: unknown, sql: unknown];

/** The tables that ANALYZE adds, with SQLite's own SQL. */
const statistics: readonly SchemaRow[] = [
  ['table', 'sqlite_stat1', 'sqlite_stat1', 1, 'CREATE TABLE sqlite_stat1(tbl,idx,stat)'],
  ['table', 'sqlite_stat4', 'sqlite_stat4', 1, 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'],
];

/** Creates the schema of a version in an empty database; for an unknown version, the newest schema. */
export function createSchema(db: Connection, version: number): void {
  for (const step of migrations) if (step.version <= version) db.exec(step.sql);
}

/**
 * Returns whether a database has exactly the schema of a version: each table, index, view and trigger, and no
 * others. An attacker may have added a trigger that runs on each written message. Names that SQLite reserves
 * prove nothing, because `writable_schema` lets anybody use them. Only the statistics of ANALYZE are
 * optional. Runs no SQL from the file.
 */
export function hasSchemaOf(db: Connection, version: number): boolean {
  const fresh = new Database(':memory:');
  try {
    createSchema(fresh, version);
    const expected = new Set([...schemaRows(fresh)].map(withoutPage));
    const optional = new Set(statistics.map(withoutPage));
    const pages = new Set<unknown>();
    for (const row of schemaRows(db)) {
      const text = withoutPage(row);
      // Each entry may occur once: a second one with the same name and SQL is refused.
      if (!expected.delete(text) && !optional.delete(text)) return false;
      const page = row[3];
      if (page === 0) continue;
      if (pages.has(page)) return false;
      pages.add(page);
    }
    return expected.size === 0;
  } finally {
    fresh.close();
  }
}

function schemaRows(db: Connection): IterableIterator<SchemaRow> {
  return db
    .prepare<[], SchemaRow>('SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema')
    .raw()
    .iterate();
}

/** Removes a table's first page, which differs between files; whether it has one must be equal. */
function withoutPage([type, name, table, rootPage, sql]: SchemaRow): string {
  return JSON.stringify([type, name, table, typeof rootPage === 'number' && rootPage > 0, sql]);
}
