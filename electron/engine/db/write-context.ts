import type { Connection } from './connection.ts';
import { createStatements, type Statements } from './statements.ts';

/** What every write operation is given: the connection inside an open transaction, and what it changed. */
export type WriteContext = Statements & {
  readonly db: Connection;
  readonly changed: ChangeSet;
  /**
   * Messages (by seq) whose events changed: folded once, before the group commits. `at` is when, epoch ms; `sign`:
   * something new was heard, so Messente has the message, and asking for its status starts over.
   */
  readonly dirty: Map<number, { readonly at: number; readonly sign: boolean }>;
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
  return { ...createStatements(db), db, changed, dirty: new Map() };
}
