import { mergeStamp, readStamp } from '../../../../../shared/hybrid-clock.ts';
import { changeKinds } from '../../../../../shared/journal-kinds.ts';
import type { WriteContext } from '../../../db/write-context.ts';

type Row = Record<
  'stamp' | 'at' | 'actor' | 'actor_name' | 'what' | 'subject' | 'number' | 'before' | 'after',
  string | number | null
> & { readonly stamp: string };

const columns = 'stamp, at, actor, actor_name, what, subject, number, before, after';

/**
 * Creates the journal of a restored database from the backup's and the current entries. A restore removes
 * nothing from the current journal. Entries of the backup from a clock more than a day ahead are left out,
 * because they would advance this installation's clock; so are entries that this version cannot show, because one
 * of them would make the whole audit log fail.
 * @param context the restored database, which still has the backup's journal
 * @param ofThisFolder names of the settings that are not taken from the backup
 */
export function carryJournal(
  context: WriteContext,
  today: WriteContext,
  ofThisFolder: readonly string[],
  now: number,
): void {
  const entries = new Map<string, Row>();
  for (const row of context.all<Row>(`SELECT ${columns} FROM journal ORDER BY stamp`)) {
    const stamp = readStamp(row.stamp);
    if (stamp === null || mergeStamp(null, stamp, now) === 'too-far-ahead') continue;
    if (canBeShown(row)) entries.set(row.stamp, row);
  }
  // The current entry wins if both databases have it, because a number may have been erased from it since.
  for (const row of today.all<Row>(`SELECT ${columns} FROM journal`)) entries.set(row.stamp, row);
  context.run('DELETE FROM journal');
  for (const [, row] of [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    context.run(
      `INSERT INTO journal (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...columns.split(', ').map((column) => row[column as keyof Row]),
    );
  }
  // Data that is carried over from the current database keeps its current stamps.
  for (const row of today.all<{ kind: string; subject: string; stamp: string }>(
    `SELECT kind, subject, stamp FROM register WHERE kind IN ('account', 'do-not-send')
       OR (kind = 'setting' AND subject IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(ofThisFolder),
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

const kinds = new Set<unknown>(changeKinds);

/**
 * Returns whether the kind of change is known, and the values before and after are single values by name. A name
 * that every object of JavaScript has ("constructor") is not one of ours.
 */
function canBeShown({ what, subject, before, after }: Row): boolean {
  const isSetting = what === 'setting-changed';
  return kinds.has(what) && !(isSetting && String(subject) in {}) && [before, after].every(areValues);
}

/** @param text JSON */
function areValues(text: string | number | null): boolean {
  if (text === null) return true;
  const values: unknown = JSON.parse(String(text));
  return (
    typeof values === 'object' &&
    values !== null &&
    !Array.isArray(values) &&
    Object.entries(values).every(
      ([name, value]) => !(name in {}) && (typeof value !== 'object' || value === null),
    )
  );
}

/**
 * Deletes the stamps of numbers that are not on the restored do-not-send list: the backup still had them, and
 * the number of a removed entry is not kept. Runs once the list has its final state.
 */
export function forgetUnlistedNumbers(context: WriteContext): void {
  context.run(
    `DELETE FROM register WHERE kind = 'do-not-send' AND subject GLOB '+*'
       AND subject NOT IN (SELECT number FROM do_not_send)`,
  );
}
