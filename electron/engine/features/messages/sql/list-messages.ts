import type { MessageFilter, MessageRow } from '../../../../../shared/contract/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { lowestSeq } from './conditions.ts';
import { costSeqs } from './cost-order.ts';
import { packedRows, rowsOfSeqs, unpackRows } from './packed-rows.ts';
import { scheduledSeqs } from './scheduled-order.ts';
import { planWalk, type WalkPlan, walkSql } from './walk-plan.ts';

export type MessagePage = { rows: MessageRow[]; next: string | null };

type PageInput = {
  readonly filter: MessageFilter;
  readonly after: string | null;
  readonly limit: number;
  readonly candidates?: number;
};

/**
 * The maximum number of candidates that one call examines; the next call continues. A filter with very few
 * matches does not block other reads.
 */
export const candidatesAtOnce = 100_000;

/**
 * Returns one page of the list, by keyset: `after` is the `next` of the previous page, with the same filter
 * and order. A page may be short or empty and still have a `next`: the call has examined its maximum number
 * of candidates, and the next call continues. An invalid cursor finds nothing.
 */
export function listMessages(context: QueryContext, input: PageInput): MessagePage {
  const { seqs, next } = pageSeqs(context, input);
  return { rows: rowsOfSeqs(context, seqs), next };
}

/** Returns the same page as text, for sending it from the reader's thread. */
export function packedPage(context: QueryContext, input: PageInput): string {
  const { seqs, next } = pageSeqs(context, input);
  return `${JSON.stringify(next)}\n${packedRows(context, seqs)}`;
}

/** Parses the output of packedPage. */
export function unpackPage(text: string): MessagePage {
  const end = text.indexOf('\n');
  return { next: JSON.parse(text.slice(0, end)) as string | null, rows: unpackRows(text.slice(end + 1)) };
}

/** Returns the seqs of the same page, without their rows. */
export function pageSeqs(context: QueryContext, input: PageInput): { seqs: number[]; next: string | null } {
  const { filter, after, limit, candidates = candidatesAtOnce } = input;
  const plan = planWalk(context, filter);
  if (plan === null) return { seqs: [], next: null };
  const sort = filter.sort ?? 'newest';
  if (sort === 'cost-high' || sort === 'cost-low') {
    return costSeqs(context, plan, sort, after, limit);
  }
  if (sort === 'goes-out') return scheduledSeqs(context, plan, after, limit);
  const cursor = after === null ? null : readCursor(after);
  if (cursor === undefined) return { seqs: [], next: null };
  const { bounds, isLast } = boundsOfCall(context, plan, sort, cursor, candidates);
  const seqs = seqsInOrder(context, plan, sort, bounds, limit + 1);
  const page = seqs.slice(0, limit);
  const last = page.at(-1);
  return {
    seqs: page,
    next:
      seqs.length > limit && last !== undefined
        ? String(last)
        : isLast
          ? null
          : String(sort === 'newest' ? bounds.first : bounds.last),
  };
}

type Bounds = { readonly first: number; readonly last: number };

/** Returns undefined if the text is not one of our cursors. */
function readCursor(text: string): number | undefined {
  const seq = /^-?\d{1,16}$/u.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(seq) ? seq : undefined;
}

/** Returns the part of the plan that this call examines, and whether more follows. */
function boundsOfCall(
  context: QueryContext,
  plan: WalkPlan,
  sort: 'newest' | 'oldest',
  cursor: number | null,
  candidates: number,
): { bounds: Bounds; isLast: boolean } {
  const whole = {
    first: Math.max(plan.first, sort === 'oldest' && cursor !== null ? cursor + 1 : lowestSeq),
    last: Math.min(plan.last, sort === 'newest' && cursor !== null ? cursor - 1 : Number.MAX_SAFE_INTEGER),
  };
  if (plan.tests.length === 0 || !plan.inOrder || plan.most() <= candidates) {
    return { bounds: whole, isLast: true };
  }
  return cut(within(context, whole), sort, candidates);
}

/**
 * Narrows the bounds to existing messages: there may be a gap between imported ones and others. Without a message
 * in them nothing is left to examine, so that a list does not walk all possible numbers.
 */
export function within(context: QueryContext, bounds: Bounds): Bounds {
  const end = (sql: string, bound: number): number | null =>
    context.get<{ seq: number | null }>(sql, bound)?.seq ?? null;
  const first = end('SELECT min(seq) AS seq FROM omnimessage WHERE seq >= ?', bounds.first);
  const last = end('SELECT max(seq) AS seq FROM omnimessage WHERE seq <= ?', bounds.last);
  return first === null || last === null ? { first: 1, last: 0 } : { first, last };
}

function cut(
  bounds: Bounds,
  sort: 'newest' | 'oldest',
  candidates: number,
): { bounds: Bounds; isLast: boolean } {
  if (bounds.last - bounds.first < candidates) return { bounds, isLast: true };
  return {
    bounds:
      sort === 'newest'
        ? { first: bounds.last - candidates + 1, last: bounds.last }
        : { first: bounds.first, last: bounds.first + candidates - 1 },
    isLast: false,
  };
}

/** Returns the first matches of the plan within the bounds, each once, in order. */
function seqsInOrder(
  context: QueryContext,
  plan: WalkPlan,
  sort: 'newest' | 'oldest',
  bounds: Bounds,
  limit: number,
): number[] {
  const direction = sort === 'newest' ? 'DESC' : 'ASC';
  const parts = plan.walks.map((walk) => {
    const { sql, values } = walkSql(walk, plan.tests, bounds);
    return {
      sql: `SELECT ${walk.seq} AS seq ${sql} ORDER BY ${walk.seq} ${direction} LIMIT ?`,
      values: [...values, limit],
    };
  });
  const [only] = parts;
  const found =
    only !== undefined && parts.length === 1
      ? context.all<{ seq: number }>(only.sql, ...only.values)
      : context.all<{ seq: number }>(
          `SELECT DISTINCT seq FROM (${parts.map(({ sql }) => `SELECT * FROM (${sql})`).join(' UNION ALL ')}) ORDER BY seq ${direction} LIMIT ?`,
          ...parts.flatMap(({ values }) => values),
          limit,
        );
  return found.map(({ seq }) => seq);
}
