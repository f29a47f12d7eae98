import type { Connection } from '../connection.ts';
import { createStatements, type Statements } from '../statements.ts';

/** What every write operation is given: the connection inside an open transaction, and what it changed. */
export type WriteContext = Statements & {
  readonly db: Connection;
  readonly changed: ChangeSet;
};

export type ChangeSet = {
  /** Our ids of the messages whose view changed in this transaction. */
  readonly messages: Set<string>;
  added: boolean;
  newestCallback: number;
};

export function emptyChanges(): ChangeSet {
  return { messages: new Set(), added: false, newestCallback: 0 };
}

export function createContext(db: Connection, changed: ChangeSet): WriteContext {
  return { ...createStatements(db), db, changed };
}
