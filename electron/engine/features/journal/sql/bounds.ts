/** How much of the journal is kept: the newest entries, for some years. */
import type { WriteContext } from '../../../db/write-context.ts';
import { journalDays, journalRows } from '../bounds.ts';

const day = 24 * 60 * 60 * 1000;
/** So many at a time: a computer's clock that is years ahead must not empty the journal at one stroke. */
const oldAtOnce = 100;

/** Drops what is more than is kept. @param newest the newest entry's number */
export function dropTooMany(context: WriteContext, newest: number, now: number): void {
  context.run('DELETE FROM journal WHERE seq <= ?', newest - journalRows);
  context.run(
    'DELETE FROM journal WHERE seq IN (SELECT seq FROM journal WHERE at < ? AND seq <> ? ORDER BY at LIMIT ?)',
    now - journalDays * day,
    newest,
    oldAtOnce,
  );
}
