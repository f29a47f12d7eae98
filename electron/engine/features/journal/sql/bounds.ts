/** Limits the journal to the newest entries of the last years. */
import type { WriteContext } from '../../../db/write-context.ts';
import { journalDays, journalRows } from '../bounds.ts';

const day = 24 * 60 * 60 * 1000;
/**
 * How many old entries are deleted at a time: a computer's clock that is years ahead must not empty the
 * journal at once.
 */
const oldAtOnce = 100;

/** Deletes entries beyond the limits. @param newest the newest entry's number */
export function dropTooMany(context: WriteContext, newest: number, now: number): void {
  context.run('DELETE FROM journal WHERE seq <= ?', newest - journalRows);
  context.run(
    'DELETE FROM journal WHERE seq IN (SELECT seq FROM journal WHERE at < ? AND seq <> ? ORDER BY at LIMIT ?)',
    now - journalDays * day,
    newest,
    oldAtOnce,
  );
}
