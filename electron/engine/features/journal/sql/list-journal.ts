import type { JournalEntry, JournalFilter } from '../../../../../shared/contract/journal.ts';
import type { QueryContext } from '../../../db/query-context.ts';

export type ListJournal = JournalFilter & {
  /** The stamp of the previous page's last entry. */
  readonly after?: string | undefined;
  readonly limit: number;
};

type Row = {
  readonly stamp: string;
  readonly at: number;
  readonly actor: JournalEntry['actor']['kind'];
  readonly actor_name: string | null;
  readonly what: JournalEntry['what'];
  readonly subject: string | null;
  readonly number: string | null;
  readonly before: string | null;
  readonly after: string | null;
};

/** Returns entries of the journal, newest first, and how many match the filter. */
export function listJournal(
  context: QueryContext,
  input: ListJournal,
): { entries: JournalEntry[]; total: number } {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  add('at >= ?', input.since);
  add('at < ?', input.until);
  add('actor = ?', input.actor);
  add('what IN (SELECT value FROM json_each(?))', input.what && JSON.stringify(input.what));
  const matching = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const total =
    context.get<{ n: number }>(`SELECT count(*) AS n FROM journal ${matching}`, ...values)?.n ?? 0;
  add('stamp < ?', input.after);
  const page = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = context.all<Row>(
    `SELECT stamp, at, actor, actor_name, what, subject, number, before, after FROM journal ${page}
     ORDER BY stamp DESC LIMIT ?`,
    ...values,
    input.limit,
  );
  return { entries: rows.map(entryOf), total };
}

function entryOf(row: Row): JournalEntry {
  return {
    stamp: row.stamp,
    at: row.at,
    desk: row.stamp.slice(-16),
    actor: { kind: row.actor, name: row.actor_name },
    what: row.what,
    subject: row.subject,
    number: row.number,
    before: row.before === null ? null : (JSON.parse(row.before) as JournalEntry['before']),
    after: row.after === null ? null : (JSON.parse(row.after) as JournalEntry['after']),
  };
}
