import Database from 'better-sqlite3';
import type { Connection } from '../../../db/connection.ts';
import { migrations } from '../../../db/migrations/all.ts';

type SchemaRow = readonly [type: unknown, name: unknown, table: unknown, rootPage: unknown, sql: unknown];

/** What ANALYZE adds, with the SQL that SQLite writes for it. */
const statistics: readonly SchemaRow[] = [
  ['table', 'sqlite_stat1', 'sqlite_stat1', 1, 'CREATE TABLE sqlite_stat1(tbl,idx,stat)'],
  ['table', 'sqlite_stat4', 'sqlite_stat4', 1, 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'],
];

/** Makes the schema of a version in a database that has none. Up to a version that there is not: up to the newest. */
export function createSchema(db: Connection, version: number): void {
  for (const step of migrations) if (step.version <= version) db.exec(step.sql);
}

/**
 * Returns whether a database has exactly the schema of a version: each table, index, view and trigger, and no other. A
 * file that was in other hands may have been given a trigger that does what it likes with each message that is written.
 * The names that SQLite keeps for itself prove nothing, since `writable_schema` lets anybody use them. Only the
 * statistics of ANALYZE may be there or not. Runs no SQL that stands in the file.
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
      // Each is looked for once: a second one of the same name and words is one too many.
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

/** Where a table begins differs from file to file; whether it begins anywhere does not. */
function withoutPage([type, name, table, rootPage, sql]: SchemaRow): string {
  return JSON.stringify([type, name, table, typeof rootPage === 'number' && rootPage > 0, sql]);
}
