/**
 * Decides which index a filtered list walks. SQLite does not decide: without statistics of the whole file it
 * would guess, and a wrong guess that reads a million rows blocks everybody else's reads.
 */
import type { MessageFilter } from '../../../../../shared/contract/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { Condition, Sql, Walk } from './condition.ts';
import { conditionsOf } from './conditions.ts';

export type WalkPlan = {
  /** Every matching message is in at least one of these walks. */
  readonly walks: readonly Walk[];
  /** Whether each walk is in the order of seq. */
  readonly inOrder: boolean;
  /** Further tests of each candidate, on `f`. */
  readonly tests: readonly Sql[];
  /** All conditions of the filter, for a walk in another order. */
  readonly allTests: readonly Sql[];
  /** Returns the maximum number of candidates; Infinity if not known. */
  readonly most: () => number;
  /** Returns the exact number of matches, if it is stored. */
  readonly exactly: (() => number) | null;
  readonly isSearch: boolean;
  /** Only messages in this range are candidates, both ends included. */
  readonly first: number;
  readonly last: number;
};

/** The one index with the facts of every message, in the order of seq. */
const facts: Walk = {
  from: 'omnimessage f INDEXED BY omnimessage_facts',
  seq: 'f.seq',
  where: { sql: '1', values: [] },
};
const rows: Walk = { from: 'omnimessage d', seq: 'd.seq', where: { sql: '1', values: [] } };

/**
 * Up to this number of candidates are looked up in the full-text index one by one; with more, the index is
 * walked.
 */
const fewForSearch = 500;
/** An index with more values than this is not walked value by value. */
const mostWalks = 12;

/** Returns the plan of a filter; null if nothing can match. */
export function planWalk(context: QueryContext, filter: MessageFilter): WalkPlan | null {
  const { all, first, last } = conditionsOf(context, filter);
  if (all === null) return null;
  const [only] = all;
  const common = {
    first,
    last,
    allTests: all.map(({ test }) => test),
    exactly: exactCount(context, all),
    isSearch: all.some(({ isSearch }) => isSearch === true),
  };
  if (only === undefined) {
    return { ...common, walks: [rows], inOrder: true, tests: [], most: () => Number.POSITIVE_INFINITY };
  }
  if (all.length === 1 && only.walks !== null && only.inOrder && only.walks.length <= mostWalks) {
    // Each candidate is a match, so a page needs no count.
    return { ...common, walks: only.walks, inOrder: true, tests: [], most: only.count };
  }
  const { driver, count } = choose(context, all);
  if (driver === null || driver.walks === null) {
    return {
      ...common,
      walks: [facts],
      inOrder: true,
      tests: common.allTests,
      most: () => Number.POSITIVE_INFINITY,
    };
  }
  return {
    ...common,
    walks: driver.walks,
    inOrder: driver.inOrder,
    tests: all
      .filter((condition) => condition !== driver || condition.looseWalk === true)
      .map(({ test }) => test),
    most: () => count,
  };
}

function exactCount(context: QueryContext, all: readonly Condition[]): (() => number) | null {
  const [only] = all;
  if (only === undefined) return () => countAll(context);
  return all.length === 1 && only.exact ? only.count : null;
}

/**
 * Returns the condition with the fewest matches; null if all have so many that the facts are walked in order.
 */
function choose(
  context: QueryContext,
  all: readonly Condition[],
): { driver: Condition | null; count: number } {
  let least: Condition | null = null;
  let count = Number.POSITIVE_INFINITY;
  for (const condition of all) {
    if (condition.walks === null || condition.walks.length > mostWalks) continue;
    const its = condition.count();
    if (its < count) {
      least = condition;
      count = its;
    }
  }
  const search = all.find(({ isSearch }) => isSearch === true);
  if (search !== undefined && count > fewForSearch) {
    return { driver: search, count: Number.POSITIVE_INFINITY };
  }
  // Reading an entry of the facts takes a third of the time of a walk with a lookup.
  if (count > countAll(context) / 4) return { driver: null, count };
  return { driver: least, count };
}

function countAll(context: QueryContext): number {
  return context.get<{ n: number }>('SELECT coalesce(sum(messages), 0) AS n FROM state_count')?.n ?? 0;
}

/**
 * Returns a walk as SQL, without its order: what it finds within the bounds, tested; the candidate's seq is
 * `seq`.
 */
export function walkSql(
  walk: Walk,
  tests: readonly Sql[],
  bounds: { readonly first: number; readonly last: number },
  needsFacts = tests.length > 0,
): Sql {
  const joins =
    needsFacts && walk !== facts
      ? ` CROSS JOIN omnimessage f INDEXED BY omnimessage_facts ON f.seq = ${walk.seq}`
      : '';
  const where = [walk.where.sql, `${walk.seq} >= ?`, `${walk.seq} <= ?`, ...tests.map(({ sql }) => sql)].join(
    ' AND ',
  );
  return {
    sql: `FROM ${walk.from}${joins} WHERE ${where}`,
    values: [...walk.where.values, bounds.first, bounds.last, ...tests.flatMap(({ values }) => values)],
  };
}
