/** Finds and removes a phone number in the journal, and applies the retention rule to it. */
import { forgetNumber, mayHold } from '../../../../../shared/messaging/forget-number.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';

type Row = {
  readonly seq: number;
  readonly number: string | null;
  readonly subject: string | null;
  readonly before: string | null;
  readonly after: string | null;
};

/** Returns the entries that may contain the number (E.164), either as a value or within a user-defined name. */
function entriesThatMayName(context: QueryContext, number: string, until: number): Row[] {
  return context.all<Row>(
    `SELECT seq, number, subject, before, after FROM journal
     WHERE at <= ?1 AND (number = ?2 OR subject GLOB ?3 OR before GLOB ?3 OR after GLOB ?3)`,
    until,
    number,
    severalDigits,
  );
}

/** No notation of a number has fewer digits. */
const severalDigits = '*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*';

function forgottenIn(row: Row, number: string) {
  const texts = [row.subject, row.before, row.after].filter((text) => text !== null);
  if (!texts.some((text) => mayHold(text, number))) return { value: null, found: 0 };
  return forgetNumber(
    {
      subject: row.subject,
      before: row.before === null ? null : (JSON.parse(row.before) as unknown),
      after: row.after === null ? null : (JSON.parse(row.after) as unknown),
    },
    number,
  );
}

/**
 * Removes a number from the journal. The entries stay without the number, because they are not about the
 * person any more.
 */
export function eraseFromJournal(context: WriteContext, number: string, until: number): void {
  for (const row of entriesThatMayName(context, number, until)) {
    const { value, found } = forgottenIn(row, number);
    if (row.number !== number && found === 0) continue;
    const rest = found === 0 ? null : (value as { subject: string | null; before: unknown; after: unknown });
    context.run(
      'UPDATE journal SET number = ?, subject = ?, before = ?, after = ? WHERE seq = ?',
      row.number === number ? null : row.number,
      rest === null ? row.subject : rest.subject,
      rest === null ? row.before : textOf(rest.before),
      rest === null ? row.after : textOf(rest.after),
      row.seq,
    );
  }
}

function textOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** Returns texts that may contain numbers, for finding those that were erased. */
export function writtenInJournal(context: QueryContext): unknown[] {
  return [
    context.all(
      `SELECT number, subject, before, after FROM journal
       WHERE number IS NOT NULL OR subject GLOB ?1 OR before GLOB ?1 OR after GLOB ?1`,
      severalDigits,
    ),
  ];
}

/**
 * Applies the retention rule: old entries lose their numbers and values (with either rule); if the rule
 * deletes everything, the entries are deleted.
 */
export function retainJournal(
  context: WriteContext,
  { kind, before }: { readonly kind: 'strip-texts' | 'delete'; readonly before: number },
): void {
  if (kind === 'delete') context.run('DELETE FROM journal WHERE at < ?', before);
  else {
    context.run(
      `UPDATE journal SET number = NULL, before = NULL, after = NULL
       WHERE at < ? AND (number IS NOT NULL OR before IS NOT NULL OR after IS NOT NULL)`,
      before,
    );
  }
}
