/** One condition of a filter; see conditions.ts. */
import type { Value } from '../../../db/statements.ts';

export type Sql = { readonly sql: string; readonly values: readonly Value[] };

/** An index to walk. */
export type Walk = {
  readonly from: string;
  /** The column with the message's seq. */
  readonly seq: string;
  readonly where: Sql;
};

export type Condition = {
  /** Tests a candidate, whose facts are `f`, an entry of the index omnimessage_facts. */
  readonly test: Sql;
  /** Walks that together find every message that meets the condition; null if no index can. */
  readonly walks: readonly Walk[] | null;
  /** Whether each walk is in the order of seq. */
  readonly inOrder: boolean;
  /** Returns the maximum number of matching messages; Infinity if too many or not known. */
  readonly count: () => number;
  /** Whether that number is exact. */
  readonly exact: boolean;
  /** The walk also finds some messages that do not match, so they must be tested. */
  readonly looseWalk?: true;
  readonly isSearch?: true;
};
