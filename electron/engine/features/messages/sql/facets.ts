import type { Facets, MessageFilter } from '../../../../../shared/contract/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { candidatesAtOnce, within } from './list-messages.ts';
import { planWalk, walkSql } from './walk-plan.ts';

/** The maximum number of senders and tags that a filter offers, because people read the list. */
const mostOffered = 1_000;

/** Returns the existing filter values with their counts, which triggers maintain. */
export function facets(context: QueryContext, _input: Record<string, never>): Facets {
  const of = (kind: string): { value: string; messages: number }[] =>
    context.all(
      'SELECT value, messages FROM facet WHERE kind = ? ORDER BY messages DESC, value LIMIT ?',
      kind,
      mostOffered,
    );
  return {
    countries: of('country').map(({ value, messages }) => ({ country: value, messages })),
    senders: of('sender').map(({ value, messages }) => ({ sender: value, messages })),
    tags: context.all(
      'SELECT name, messages FROM tag WHERE messages > 0 ORDER BY messages DESC, name LIMIT ?',
      mostOffered,
    ),
  };
}

/**
 * Counts matches among the next candidates; `next` is set if more must be examined, as with a page.
 * @param input.upTo stop at this number
 */
export function countFound(
  context: QueryContext,
  input: {
    readonly filter: MessageFilter;
    readonly after: string | null;
    readonly upTo: number;
    readonly candidates?: number;
  },
): { messages: number; next: string | null } {
  const { candidates = candidatesAtOnce } = input;
  const plan = planWalk(context, input.filter);
  if (plan === null) return { messages: 0, next: null };
  if (plan.exactly !== null) return { messages: plan.exactly(), next: null };
  const before = input.after === null ? Number.MAX_SAFE_INTEGER : Number(input.after);
  const whole = within(context, { first: plan.first, last: Math.min(plan.last, before - 1) });
  const isLast = plan.most() <= candidates || whole.last - whole.first < candidates;
  const bounds = isLast ? whole : { first: whole.last - candidates + 1, last: whole.last };
  const parts = plan.walks.map((walk) => {
    const { sql, values } = walkSql(walk, plan.tests, bounds);
    return { sql: `SELECT ${walk.seq} AS seq ${sql}`, values };
  });
  const row = context.get<{ n: number }>(
    // UNION, because a message may be in several walks.
    `SELECT count(*) AS n FROM (SELECT seq FROM (${parts.map(({ sql }) => sql).join(' UNION ')}) LIMIT ?)`,
    ...parts.flatMap(({ values }) => values),
    input.upTo,
  );
  return { messages: row?.n ?? 0, next: isLast ? null : String(bounds.first) };
}
