import type { Actor } from '../../../shared/contract/journal.ts';
import { engineActor } from '../acting.ts';
import type { Connection } from './connection.ts';
import { createStatements, type Statements } from './statements.ts';

/**
 * The context of every write operation: the connection inside an open transaction, and a record of what
 * changed.
 */
export type WriteContext = Statements & {
  readonly db: Connection;
  readonly changed: ChangeSet;
  /** Who asked for the present call, and when; for the journal. */
  readonly call: { by: Actor; at: number };
  /**
   * Messages (by seq) whose events changed; each is folded once before the group is committed. `at` is the
   * time in epoch ms. `sign`: new information shows that Messente has the message, so polling of its status
   * starts over.
   */
  readonly dirty: Map<number, { readonly at: number; readonly sign: boolean }>;
};

export type ChangeSet = {
  /** Local ids of the messages whose view changed in this transaction. */
  readonly messages: Set<string>;
  added: boolean;
  newestCallback: number;
  /** Messages that waited may be sent now. */
  due: boolean;
};

export function emptyChanges(): ChangeSet {
  return { messages: new Set(), added: false, newestCallback: 0, due: false };
}

/** @param call who writes: for one call, or for all that the writer performs (it sets them before each) */
export function createContext(
  db: Connection,
  changed: ChangeSet,
  call: WriteContext['call'] = { by: engineActor, at: 0 },
): WriteContext {
  return { ...createStatements(db), db, changed, call, dirty: new Map() };
}
