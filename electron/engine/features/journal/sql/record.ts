/** Writes the journal. Each entry is written in the transaction of its change: both are kept, or neither. */
import type { Actor, ChangeValues } from '../../../../../shared/contract/journal.ts';
import { nextStamp, readStamp, writeStamp } from '../../../../../shared/hybrid-clock.ts';
import type { ChangeKind } from '../../../../../shared/journal-kinds.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { dropTooMany } from './bounds.ts';

/** A value that several installations may change: its kind, and the object that it belongs to. */
type Register = {
  readonly kind: 'account' | 'do-not-send' | 'handset' | 'note' | 'setting' | 'tag' | 'template' | 'view';
  readonly subject: string;
};

type Change = {
  readonly what: ChangeKind;
  readonly subject?: string | null;
  /** E.164. */
  readonly number?: string | null;
  /** Never contains a credential or the text of a message. */
  readonly before?: ChangeValues | null;
  readonly after?: ChangeValues | null;
  /** Who made the change, if it is not the actor of the current call. */
  readonly by?: Actor;
  /** The changed values. */
  readonly registers?: readonly Register[];
};

const deskKey = 'desk_id';

/**
 * Returns this data folder's name in stamps. No other folder has it: a restored backup does not bring its
 * own.
 */
function deskOf(context: WriteContext): string {
  const known = context.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', deskKey);
  if (known !== undefined) return known.value;
  const made = context.get<{ value: string }>(
    'INSERT INTO setting (key, value) VALUES (?, lower(hex(randomblob(8)))) RETURNING value',
    deskKey,
  );
  if (made === undefined) throw new Error('the name of the desk was not written');
  return made.value;
}

/**
 * Returns the stamp of the next change, which is later than every stamp in the journal, whatever the
 * computer's clock shows.
 */
function stampNow(context: WriteContext): string {
  const latest = context.get<{ stamp: string }>('SELECT stamp FROM journal ORDER BY stamp DESC LIMIT 1');
  return writeStamp(
    nextStamp(latest === undefined ? null : readStamp(latest.stamp), context.call.at, deskOf(context)),
  );
}

/** Appends an entry, and stores its stamp with the changed values. */
export function record(context: WriteContext, change: Change): void {
  const stamp = stampNow(context);
  const by = change.by ?? context.call.by;
  const { lastInsertRowid } = context.run(
    `INSERT INTO journal (stamp, at, actor, actor_name, what, subject, number, before, after)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    stamp,
    context.call.at,
    by.kind,
    by.name,
    change.what,
    change.subject ?? null,
    change.number ?? null,
    written(change.before),
    written(change.after),
  );
  for (const { kind, subject } of change.registers ?? []) noteRegister(context, kind, subject, stamp);
  dropTooMany(context, Number(lastInsertRowid), context.call.at);
}

/**
 * Appends an entry, or adds to the counts of the entry that the same work has already written: work in many
 * transactions (an import, a run of the retention rule) is one entry.
 * @param change.subject identifies the work
 */
export function recordMore(
  context: WriteContext,
  change: Change & { readonly subject: string; readonly after: Readonly<Record<string, number>> },
): void {
  const before = context.get<{ seq: number; after: string }>(
    'SELECT seq, after FROM journal WHERE what = ? AND subject = ? AND after IS NOT NULL ORDER BY stamp DESC LIMIT 1',
    change.what,
    change.subject,
  );
  if (before === undefined) {
    record(context, change);
    return;
  }
  const sums = JSON.parse(before.after) as Record<string, number>;
  for (const [name, count] of Object.entries(change.after)) sums[name] = (sums[name] ?? 0) + count;
  context.run('UPDATE journal SET after = ? WHERE seq = ?', JSON.stringify(sums), before.seq);
  if (change.registers === undefined) return;
  // The values were changed now, and not when the work began.
  const stamp = stampNow(context);
  for (const { kind, subject } of change.registers) noteRegister(context, kind, subject, stamp);
}

function noteRegister(context: WriteContext, kind: string, subject: string, stamp: string): void {
  context.run(
    `INSERT INTO register (kind, subject, stamp) VALUES (?, ?, ?)
     ON CONFLICT (kind, subject) DO UPDATE SET stamp = excluded.stamp`,
    kind,
    subject,
    stamp,
  );
}

/** Deletes the stamps of a deleted message's values. */
export function forgetRegistersOfMessage(context: WriteContext, id: string): void {
  context.run(`DELETE FROM register WHERE kind = 'note' AND subject = ?`, id);
  context.run(`DELETE FROM register WHERE kind = 'tag' AND subject > ? AND subject < ?`, `${id} `, `${id}!`);
}

const longestText = 200;

/** Long values are cut, so that an entry stays small. */
function written(values: ChangeValues | null | undefined): string | null {
  if (values == null) return null;
  return JSON.stringify(values, (_name, value: unknown) =>
    typeof value === 'string' && value.length > longestText
      ? `${value.slice(0, longestText).toWellFormed()}…`
      : value,
  );
}

/**
 * Returns the values that differ, before and after.
 * @returns null if none does
 */
export function differing(
  before: ChangeValues,
  after: ChangeValues,
): { readonly before: ChangeValues; readonly after: ChangeValues } | null {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => (before[name] ?? null) !== (after[name] ?? null),
  );
  if (names.length === 0) return null;
  const pick = (values: ChangeValues): ChangeValues =>
    Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  return { before: pick(before), after: pick(after) };
}
