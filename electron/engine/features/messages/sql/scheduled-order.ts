import type { QueryContext } from '../../../db/query-context.ts';
import { type WalkPlan, walkSql } from './walk-plan.ts';

/** The last message of a page: when it will be sent (UTC epoch ms) and its seq. */
type Place = { readonly at: number; readonly seq: number };

/**
 * Returns a page of scheduled messages by sending time, the next first; of equal times, the older first. No
 * index has the times: the plan finds the scheduled messages, which are few, and they are sorted.
 * @param plan the plan of a filter for scheduled messages
 */
export function scheduledSeqs(
  context: QueryContext,
  plan: WalkPlan,
  after: string | null,
  limit: number,
): { seqs: number[]; next: string | null } {
  const cursor = after === null ? null : readCursor(after);
  if (cursor === undefined) return { seqs: [], next: null };
  const parts = plan.walks.map((walk) => {
    const { sql, values } = walkSql(walk, plan.tests, plan);
    return { sql: `SELECT ${walk.seq} AS seq ${sql}`, values };
  });
  const found = context.all<Place>(
    `SELECT seq, at FROM (
       SELECT DISTINCT c.seq AS seq, coalesce(m.send_at, m.created_at) AS at
       FROM (${parts.map(({ sql }) => sql).join(' UNION ALL ')}) c CROSS JOIN omnimessage m ON m.seq = c.seq)
     ${cursor === null ? '' : 'WHERE (at, seq) > (?, ?)'} ORDER BY at, seq LIMIT ?`,
    ...parts.flatMap(({ values }) => values),
    ...(cursor === null ? [] : [cursor.at, cursor.seq]),
    limit + 1,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    seqs: page.map(({ seq }) => seq),
    next: found.length > limit && last !== undefined ? `${last.at}:${last.seq}` : null,
  };
}

/** Returns undefined if the text is not one of our cursors. */
function readCursor(text: string): Place | undefined {
  const match = /^(-?\d{1,16}):(-?\d{1,16})$/u.exec(text);
  if (match === null) return undefined;
  const place = { at: Number(match[1]), seq: Number(match[2]) };
  return Number.isSafeInteger(place.at) && Number.isSafeInteger(place.seq) ? place : undefined;
}
