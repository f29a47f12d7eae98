/** The audit log as a file: CSV for spreadsheets, JSON Lines for programs. */
import type { Separator } from '../../../../shared/contract/common.ts';
import type { ChangeValues, JournalEntry } from '../../../../shared/contract/journal.ts';
import { byteOrderMark, csvLine } from '../../files/csv.ts';

/** Returns an entry in the format of the command line and of JSON Lines. */
export function entryRecord(entry: JournalEntry) {
  return {
    at: new Date(entry.at).toISOString(),
    actor: entry.actor.kind,
    actor_name: entry.actor.name,
    what: entry.what,
    subject: entry.subject,
    number: entry.number,
    before: entry.before === null ? null : snakeCase(entry.before),
    after: entry.after === null ? null : snakeCase(entry.after),
    desk: entry.desk,
    stamp: entry.stamp,
  };
}

/** Converts the names of settings and columns to snake_case, as in all other JSON. */
function snakeCase(values: ChangeValues): ChangeValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

const csvColumns = [
  'at',
  'actor',
  'actor_name',
  'what',
  'subject',
  'number',
  'before',
  'after',
  'desk',
  'stamp',
] as const;

export function exportJournal(
  entries: readonly JournalEntry[],
  format: 'csv' | 'jsonl',
  separator: Separator = ',',
): string {
  const records = entries.map(entryRecord);
  if (format === 'jsonl') return records.map((one) => `${JSON.stringify(one)}\n`).join('');
  const lines = records.map((one) =>
    csvLine(
      csvColumns.map((column) => {
        const value = one[column];
        return value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
      }),
      separator,
    ),
  );
  return byteOrderMark + csvLine(csvColumns, separator) + lines.join('');
}
