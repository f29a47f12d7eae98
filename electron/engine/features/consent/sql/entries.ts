/** The ledger of consent. Entries are added, and never changed; an erasure deletes those of its number. */
import { randomUUID } from 'node:crypto';
import type { ConsentEntry } from '../../../../../shared/contract/consent.ts';
import { type ConsentFact, endedOnlyBy, type Scope } from '../../../../../shared/messaging/consent.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { withdrawalOf } from '../../messages/sql/index.ts';

type NewEntry = Omit<ConsentEntry, 'channel' | 'purpose'> &
  Partial<Scope> & {
    readonly number: string;
    /** Missing: a random one. An entry that is there already is not added again. */
    readonly id?: string;
  };

/** Adds an entry. @param entry.channel missing or null: every channel; the same holds for the purpose */
export function addEntry(context: WriteContext, entry: NewEntry): void {
  const { number, kind, source, at, wording, how, channel = null, purpose = null } = entry;
  context.run(
    `INSERT OR IGNORE INTO consent_entry (id, number, kind, source, at, wording, how, channel, purpose)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[entry.id ?? randomUUID(), number, kind, source, at, wording, how, channel, purpose],
  );
}

/**
 * Returns when a person's entry counts, epoch ms: after every earlier entry of the number, because the person has seen
 * them, and after its erasure, also if the clock was set back. A restore erases again what is older than an erasure.
 */
export function timeOfPerson(context: QueryContext, number: string, now: number): number {
  const newest = context.get<{ at: number | null }>(
    'SELECT max(at) AS at FROM consent_entry WHERE number = ?',
    number,
  );
  return Math.max(now, (newest?.at ?? 0) + 1, erasedAt(context, number) + 1);
}

/** Returns when the number was erased last, epoch ms; 0 if it was not. */
function erasedAt(context: QueryContext, number: string): number {
  const erased = context.get<{ at: number | null }>(
    'SELECT max(erased_at) AS at FROM erased_number WHERE digest IN (SELECT value FROM json_each(number_digests(?)))',
    number,
  );
  return erased?.at ?? 0;
}

/**
 * Returns when an answer that withdraws counts, epoch ms: not before what is recorded already, and after an erasure, because it acts when it is
 * read, like its entry on the do-not-send list. At the same time a withdrawal wins.
 */
export function timeOfReply(context: QueryContext, number: string, receivedAt: number): number {
  const newest = context.get<{ at: number | null }>(
    `SELECT max(at) AS at FROM consent_entry WHERE number = ? AND kind <> 'withdrawn'`,
    number,
  );
  return Math.max(receivedAt, newest?.at ?? 0, erasedAt(context, number) + 1);
}

/** Returns the ledger of a number, oldest first, and whether it is on the do-not-send list. */
export function consentOf(
  context: QueryContext,
  { number }: { readonly number: string },
): { readonly mayWrite: boolean; readonly entries: ConsentEntry[] } {
  const entries = context.all<ConsentEntry>(
    `SELECT kind, source, at, channel, purpose, wording, how FROM consent_entry WHERE number = ?
     ORDER BY at, kind = 'withdrawn', id`,
    number,
  );
  return { mayWrite: withdrawalOf(context, number) === null, entries };
}

type Erased = {
  readonly number: string;
  /** What is from this time or before, epoch ms. */
  readonly until: number;
  readonly now: number;
  /** It is a copy: today's database says whether the number was still on the list at the erasure. */
  readonly inCopy: boolean;
};

/**
 * Deletes the ledger of a number. If the number is on the do-not-send list, one entry without wording stays, and only a
 * person can take the number off the list from then on: the answer that put it there is gone.
 */
export function eraseConsent(context: WriteContext, { number, until, now, inCopy }: Erased): void {
  context.run('DELETE FROM consent_entry WHERE number = ? AND at <= ?', number, until);
  // The reason of an opt-out by reply is the answer.
  context.run(
    `UPDATE do_not_send SET reason = NULL WHERE number = ? AND source = 'reply' AND added_at <= ?`,
    number,
    until,
  );
  if (inCopy) return;
  context.run(`UPDATE do_not_send SET source = 'erasure' WHERE number = ? AND source = 'reply'`, number);
  if (context.get('SELECT 1 FROM do_not_send WHERE number = ?', number) === undefined) return;
  addEntry(context, {
    // Later than the erasure, which a restore may repeat.
    ...{ number, kind: 'withdrawn', source: 'erasure', at: Math.max(now, erasedAt(context, number)) + 1 },
    ...{ wording: null, how: null },
  });
}

/** Returns all numbers of the ledger, which an erasure may name. */
export function numbersInConsent(context: QueryContext): E164[] {
  return context
    .all<{ number: E164 }>('SELECT DISTINCT number FROM consent_entry')
    .map(({ number }) => number);
}

/**
 * Unites the ledgers of a restored database and of today's. The do-not-send list has its own merge and does not follow from the
 * ledger, so no entry of a forged backup takes anybody off it. A withdrawal that only entries of the backup would end is
 * added again: a restore ends nothing.
 */
export function carryConsent(context: WriteContext, today: WriteContext): void {
  const columns = 'id, number, kind, source, at, channel, purpose, wording, how';
  const entries = today.all<NewEntry & Scope & { readonly id: string }>(
    `SELECT ${columns} FROM consent_entry`,
  );
  const known = new Set(entries.map(({ id }) => id));
  const byNumber = Map.groupBy(entries, ({ number }) => number);
  const again: NewEntry[] = [];
  for (const [number, ledger] of byNumber) {
    const others = context
      .all<ConsentFact & { readonly id: string }>(
        `SELECT id, kind, source, at, channel, purpose FROM consent_entry WHERE number = ?`,
        number,
      )
      .filter(({ id }) => !known.has(id));
    // At the same time the withdrawal wins, and what the person agreed to later still counts.
    for (const { withdrawal, part, endedAt } of endedOnlyBy(ledger, others))
      again.push({ ...withdrawal, ...part, id: randomUUID(), source: 'restore', at: endedAt });
  }
  for (const entry of [...entries, ...again]) addEntry(context, entry);
}
