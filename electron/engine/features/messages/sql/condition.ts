/** One thing that a filter asks of a message; see conditions.ts. */
import type { Value } from '../../../db/statements.ts';

export type Sql = { readonly sql: string; readonly values: readonly Value[] };

/** One index that is walked. */
export type Walk = {
  readonly from: string;
  /** The column that has the message's seq. */
  readonly seq: string;
  readonly where: Sql;
};

export type Condition = {
  /** Of a candidate: its short facts are `f`, an entry of the index omnimessage_facts. */
  readonly test: Sql;
  /** Together they have every message that meets the condition; null: no index has them. */
  readonly walks: readonly Walk[] | null;
  /** Whether each walk goes in the order of seq. */
  readonly inOrder: boolean;
  /** How many meet it, at most; Infinity: too many to be worth a walk, or nobody knows. */
  readonly count: () => number;
  /** Whether that is exactly how many. */
  readonly exact: boolean;
  /** What is walked must be tested as well: the walk has a little more. */
  readonly looseWalk?: true;
  readonly isSearch?: true;
};
