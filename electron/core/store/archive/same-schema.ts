import Database from 'better-sqlite3';
import type { Connection } from '../connection.ts';
import { migrations } from '../migrations/all.ts';

/**
 * Whether a database has the tables, indexes, views and triggers of ours and no others. A file that was in other hands
 * may have been given a trigger, which would do what it likes with each message that is written.
 */
export function hasOurSchema(db: Connection): boolean {
  const fresh = new Database(':memory:');
  try {
    for (const step of migrations) fresh.exec(step.sql);
    return JSON.stringify(schemaOf(db)) === JSON.stringify(schemaOf(fresh));
  } finally {
    fresh.close();
  }
}

/** All but what SQLite makes for itself (statistics, the counters of AUTOINCREMENT, indexes of constraints). */
function schemaOf(db: Connection): unknown[] {
  return db
    .prepare(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name`,
    )
    .raw()
    .all();
}
