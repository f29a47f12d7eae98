/**
 * Which index a filtered list walks. Decided here and not by SQLite: without statistics of the whole file it would
 * guess, and a guess that reads a million rows stands in the way of everybody else's reads.
 */
import type { MessageFilter } from '../../../../../shared/contract/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { Condition, Sql, Walk } from './condition.ts';
import { conditionsOf } from './conditions.ts';

export type WalkPlan = {
  /** Every message that the filter finds is in at least one of them. */
  readonly walks: readonly Walk[];
  /** Whether each goes in the order of seq. */
  readonly inOrder: boolean;
  /** What each candidate must meet as well; over `f`. */
  readonly tests: readonly Sql[];
  /** Everything that the filter asks, for a walk of another order. */
  readonly allTests: readonly Sql[];
  /** How many candidates there are at most; Infinity: nobody knows. */
  readonly most: () => number;
  /** How many it finds, where that is on file. */
  readonly exactly: (() => number) | null;
  readonly isSearch: boolean;
  /** Only these are candidates, both ends belong to it. */
  readonly first: number;
  readonly last: number;
};

/** The one index that has every short fact of every message, in the order of seq. */
const facts: Walk = {
  from: 'omnimessage f INDEXED BY omnimessage_facts',
  seq: 'f.seq',
  where: { sql: '1', values: [] },
};
const rows: Walk = { from: 'omnimessage d', seq: 'd.seq', where: { sql: '1', values: [] } };

/** So few are looked up in the full text one by one; of more, the full text is walked. */
const fewForSearch = 500;
/** An index of more values than this is not walked value by value. */
const mostWalks = 12;

/** @returns null where nothing can be found */
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
    // Each candidate is one that is found: a page needs no count.
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

/** The condition that the fewest meet; null: so many meet each that all facts are walked in their order. */
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
  // An entry of the facts is read in a third of the time of a walk's with a lookup.
  if (count > countAll(context) / 4) return { driver: null, count };
  return { driver: least, count };
}

function countAll(context: QueryContext): number {
  return context.get<{ n: number }>('SELECT coalesce(sum(messages), 0) AS n FROM state_count')?.n ?? 0;
}

/** A walk as SQL, up to its order: what it finds in the bounds, tested; the candidate's seq is `seq`. */
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
