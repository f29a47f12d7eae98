import { mergeStamp, readStamp } from '../../../../../shared/hybrid-clock.ts';
import type { WriteContext } from '../../../db/write-context.ts';

type Row = Record<
  'stamp' | 'at' | 'actor' | 'actor_name' | 'what' | 'subject' | 'number' | 'before' | 'after',
  string | number | null
> & { readonly stamp: string };

const columns = 'stamp, at, actor, actor_name, what, subject, number, before, after';

/**
 * Makes the journal of a restored database: the backup's entries, and today's. A restore takes nothing out of today's
 * journal. Entries of the backup that come from a clock more than a day ahead are left out: they would take this desk's
 * clock along.
 * @param context the restored database, which has the backup's journal until then
 */
export function carryJournal(context: WriteContext, today: WriteContext, now: number): void {
  const entries = new Map<string, Row>();
  for (const row of context.all<Row>(`SELECT ${columns} FROM journal ORDER BY stamp`)) {
    const stamp = readStamp(row.stamp);
    if (stamp !== null && mergeStamp(null, stamp, now) !== 'too-far-ahead') entries.set(row.stamp, row);
  }
  // Today's wins where both have it: a number may have been erased from it since.
  for (const row of today.all<Row>(`SELECT ${columns} FROM journal`)) entries.set(row.stamp, row);
  context.run('DELETE FROM journal');
  for (const [, row] of [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    context.run(
      `INSERT INTO journal (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...columns.split(', ').map((column) => row[column as keyof Row]),
    );
  }
  // Of what is carried over from today's database, today's stamps are carried over too.
  for (const row of today.all<{ kind: string; subject: string; stamp: string }>(
    `SELECT kind, subject, stamp FROM register WHERE kind IN ('account', 'do-not-send')
       OR (kind = 'setting' AND subject IN ('tunnel', 'tunnelHost'))`,
  )) {
    context.run(
      `INSERT INTO register (kind, subject, stamp) VALUES (?, ?, ?)
       ON CONFLICT (kind, subject) DO UPDATE SET stamp = max(stamp, excluded.stamp)`,
      row.kind,
      row.subject,
      row.stamp,
    );
  }
}
