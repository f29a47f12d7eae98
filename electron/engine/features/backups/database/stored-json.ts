/**
 * Checks the JSON of a restored database. A column that this version cannot parse would make lists fail, and
 * would prevent the erasure of a number, until the database is replaced again.
 */
import { problemSchema } from '../../../../../shared/contract/common.ts';
import { parseWithProblems } from '../../../../../shared/contract/stored-problem.ts';
import type { Connection } from '../../../db/connection.ts';

/** The columns with JSON, except settings, which are read with their defaults. */
const jsonColumns: Readonly<Record<string, readonly string[]>> = {
  account: ['pause'],
  attempt: ['problem'],
  callback: ['headers'],
  cancellation: ['problem'],
  draft: ['content'],
  erasure: ['counts'],
  journal: ['before', 'after'],
  omnimessage: ['draft', 'overridden', 'problem'],
  poll: ['problem'],
  postponed_callback: ['headers'],
  price_list: ['prices'],
  run: ['problem', 'sandbox'],
  run_cell: ['result'],
  saved_view: ['content'],
  template: ['chain'],
  whatsapp_template_list: ['templates'],
};

/** Returns the first column (`table.column`) with a value that this version cannot read; null if there is none. */
export function unreadableColumn(db: Connection): string | null {
  for (const [table, columns] of Object.entries(jsonColumns)) {
    for (const column of columns) {
      const found = db
        .prepare(`SELECT 1 FROM ${table} WHERE ${column} IS NOT NULL AND NOT json_valid(${column}) LIMIT 1`)
        .get();
      if (found !== undefined || (column === 'problem' && !areProblems(db, table)))
        return `${table}.${column}`;
    }
  }
  return null;
}

/** Returns whether all problems of a table have the shape of one. Many rows share few different problems. */
function areProblems(db: Connection, table: string): boolean {
  const rows = db
    .prepare<[], { problem: string }>(`SELECT DISTINCT problem FROM ${table} WHERE problem IS NOT NULL`)
    .iterate();
  for (const { problem } of rows) {
    if (!problemSchema.safeParse(parseWithProblems(problem)).success) return false;
  }
  return true;
}
