import type { QueryContext } from '../../../db/query-context.ts';
import type { Value } from '../../../db/statements.ts';
import { type WalkPlan, walkSql } from './walk-plan.ts';

type CostSort = 'cost-high' | 'cost-low';

/** The last message of a page: its cost in millionths of a euro (null if not known) and its seq. */
type Cursor = { readonly micros: number | null; readonly seq: number };
type Found = { readonly micros: number | null; readonly seq: number };

/** Up to this number of matches are sorted by cost; with more, all messages are walked by cost. */
const mostSorted = 250_000;

/** The same value as the column cost_micros, which is not in the index of facts. */
const micros = 'CAST(round(CAST(f.cost AS REAL) * 1000000) AS INTEGER)';

/**
 * Returns a page's messages by cost: most expensive or cheapest first, those of equal cost newest or oldest
 * first; messages without a cost come last.
 */
export function costSeqs(
  context: QueryContext,
  plan: WalkPlan,
  sort: CostSort,
  after: string | null,
  limit: number,
): { seqs: number[]; next: string | null } {
  const cursor = after === null ? null : readCursor(after);
  if (cursor === undefined) return { seqs: [], next: null };
  const found =
    plan.isSearch || plan.most() <= mostSorted
      ? sorted(context, plan, sort, cursor, limit + 1)
      : walked(context, plan, sort, cursor, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    seqs: page.map(({ seq }) => seq),
    next: found.length > limit && last !== undefined ? `${last.micros ?? ''}:${last.seq}` : null,
  };
}

/** Returns undefined if the text is not one of our cursors. */
function readCursor(text: string): Cursor | undefined {
  const match = /^(-?\d{1,16})?:(-?\d{1,16})$/u.exec(text);
  if (match === null) return undefined;
  const cursor = { micros: match[1] === undefined ? null : Number(match[1]), seq: Number(match[2]) };
  return Number.isSafeInteger(cursor.seq) && Number.isSafeInteger(cursor.micros ?? 0) ? cursor : undefined;
}

/** Sorts everything that the plan finds; for small results. */
function sorted(
  context: QueryContext,
  plan: WalkPlan,
  sort: CostSort,
  cursor: Cursor | null,
  limit: number,
): Found[] {
  const order = sort === 'cost-high' ? 'micros DESC, seq DESC' : 'micros IS NULL, micros, seq';
  const parts = plan.walks.map((walk) => {
    const { sql, values } = walkSql(walk, plan.tests, plan, true);
    const beyond = cursor === null ? null : beyondCursor(sort, cursor, walk.seq);
    return {
      sql: `SELECT ${walk.seq} AS seq, ${micros} AS micros ${sql}${beyond === null ? '' : ` AND ${beyond.sql}`}`,
      values: [...values, ...(beyond?.values ?? [])],
    };
  });
  return context.all<Found>(
    `SELECT DISTINCT seq, micros FROM (${parts.map(({ sql }) => sql).join(' UNION ALL ')}) ORDER BY ${order} LIMIT ?`,
    ...parts.flatMap(({ values }) => values),
    limit,
  );
}

function beyondCursor(sort: CostSort, cursor: Cursor, seq: string): { sql: string; values: Value[] } {
  const further = sort === 'cost-high' ? '<' : '>';
  if (cursor.micros === null) {
    return { sql: `f.cost IS NULL AND ${seq} ${further} ?`, values: [cursor.seq] };
  }
  return {
    sql: `(f.cost IS NULL OR ${micros} ${further} ? OR (${micros} = ? AND ${seq} ${further} ?))`,
    values: [cursor.micros, cursor.micros, cursor.seq],
  };
}

/** Walks the index of costs piece by piece, until there are enough. */
function walked(
  context: QueryContext,
  plan: WalkPlan,
  sort: CostSort,
  cursor: Cursor | null,
  limit: number,
): Found[] {
  const direction = sort === 'cost-high' ? 'DESC' : 'ASC';
  const found: Found[] = [];
  for (const { sql, values } of piecesAfter(sort, cursor)) {
    const walk = {
      from: 'omnimessage d INDEXED BY omnimessage_cost',
      seq: 'd.seq',
      where: { sql, values },
    };
    const tested = walkSql(walk, plan.allTests, plan);
    found.push(
      ...context.all<Found>(
        `SELECT d.seq AS seq, d.cost_micros AS micros ${tested.sql} ORDER BY d.cost_micros ${direction}, d.seq ${direction} LIMIT ?`,
        ...tested.values,
        limit - found.length,
      ),
    );
    if (found.length >= limit) break;
  }
  return found;
}

/**
 * Returns what follows a cursor: the rest of its own cost, the costs beyond it, and messages without a cost.
 * These are separate pieces because a hundred thousand messages may have the same cost: each piece begins
 * where the previous one ended.
 */
function piecesAfter(sort: CostSort, cursor: Cursor | null): { sql: string; values: Value[] }[] {
  const further = sort === 'cost-high' ? '<' : '>';
  const none = 'd.cost_micros IS NULL';
  if (cursor === null)
    return [
      { sql: 'd.cost_micros IS NOT NULL', values: [] },
      { sql: none, values: [] },
    ];
  if (cursor.micros === null) {
    return [{ sql: `${none} AND d.seq ${further} ?`, values: [cursor.seq] }];
  }
  return [
    { sql: `d.cost_micros = +? AND d.seq ${further} ?`, values: [cursor.micros, cursor.seq] },
    { sql: `d.cost_micros ${further} ?`, values: [cursor.micros] },
    { sql: none, values: [] },
  ];
}
