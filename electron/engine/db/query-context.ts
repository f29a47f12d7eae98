import type { Connection } from './connection.ts';
import { createStatements, type Statements } from './statements.ts';

/** What every query is given: a read-only connection's statements. */
export type QueryContext = Pick<Statements, 'get' | 'all'>;

export function createQueryContext(db: Connection): QueryContext {
  return createStatements(db);
}
