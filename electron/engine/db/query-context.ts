import type { Connection } from './connection.ts';
import { createStatements, type Statements } from './statements.ts';

/** The context of every query: the statements of a read-only connection. */
export type QueryContext = Pick<Statements, 'get' | 'all' | 'rows'>;

export function createQueryContext(db: Connection): QueryContext {
  return createStatements(db);
}
