import type { QueryContext } from './query-context.ts';
import type { Value } from './statements.ts';

/**
 * Yields a table's rows by their ids, some at once: all of them may not fit into memory.
 * @param sql selects the next rows after the id `?1`, in the order of their ids, with a limit
 */
export function* inPages<Row extends { readonly id: number }>(
  context: Pick<QueryContext, 'all'>,
  sql: string,
  ...parameters: readonly Value[]
): Generator<Row[]> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = context.all<Row>(sql, after, ...parameters);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.id;
  }
}
