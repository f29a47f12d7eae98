/**
 * Reads our own exports: JSON Lines completely, CSV as far as possible. An unreadable line is reported with
 * its number, and reading continues. Problems never quote a line, because it may contain personal data.
 */

import type { FileHandle } from 'node:fs/promises';
import { exportColumns } from '../../../../shared/messaging/export-columns.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { withoutSeparatorLine } from '../../../../shared/messaging/table.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import { englishText } from '../../../../shared/problems/english-text.ts';
import { byteOrderMark, type CsvFault, createCsvReader } from '../../files/csv.ts';
import { type ReadColumn, readHeading, recordOfRow, tellingColumns } from './csv-record.ts';
import { type Line, readLines } from './read-lines.ts';
import { type MessageRecord, messageRecordSchema, recordVersion } from './record.ts';

const separators = [',', ';', '\t', '|'];

export type RecordItem =
  | {
      readonly kind: 'record';
      readonly line: number;
      readonly record: MessageRecord;
      readonly bytesRead: number;
    }
  | { readonly kind: 'rejected'; readonly line: number; readonly problem: Problem };

export type RecordFile = { readonly format: 'jsonl' | 'csv'; readonly items: AsyncGenerator<RecordItem> };

/**
 * Inspects the beginning of a file, and reads the file if it is our export. Problems: `import-…`.
 * @param check called again and again while reading, also where the file has no records; it ends the reading by
 * throwing
 */
export async function readRecords(file: FileHandle, check?: () => void): Promise<Result<RecordFile>> {
  const begin = Buffer.alloc(64 * 1024);
  const { bytesRead } = await file.read(begin, 0, begin.length, 0);
  const head = begin.subarray(0, bytesRead);
  const strange = strangeFile(head);
  if (strange !== null) return fail(strange);
  const text = head.toString('utf8').replace(byteOrderMark, '');
  // The beginning was read by position, so the handle is still at the start.
  const lines = readLines(file, check);
  if (text.trimStart().startsWith('{')) return ok({ format: 'jsonl', items: jsonRecords(lines) });
  const table = withoutSeparatorLine(text);
  const firstLine = table.text.split('\n', 1)[0]?.trimEnd() ?? '';
  const possible = table.separator === null ? separators : [table.separator];
  const separator = possible.find((sign) => {
    const names = headNames(firstLine, sign);
    return tellingColumns.every((name) => names.includes(name));
  });
  if (separator === undefined) return fail(notImported(possible.map((sign) => headNames(firstLine, sign))));
  const skipped = table.separator === null ? 0 : 1;
  return ok({ format: 'csv', items: csvRecords(lines, separator, skipped) });
}

function strangeFile(head: Buffer): Problem | null {
  if (head.length === 0) return backupsProblem('import-empty', {}, 'file');
  if (head.toString('latin1', 0, 15) === 'SQLite format 3') {
    return backupsProblem('import-is-backup', {}, 'file');
  }
  const [first, second] = head;
  if ((first === 0x50 && second === 0x4b) || (first === 0x1f && second === 0x8b)) {
    return backupsProblem('import-packed', {}, 'file');
  }
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return backupsProblem('import-utf16', {}, 'file');
  }
  return null;
}

function headNames(line: string, separator: string): string[] {
  const [item] = createCsvReader(separator).push(`${line}\n`);
  return item?.kind === 'record'
    ? readHeading(item.cells.map((cell) => cell.trim())).map(({ name }) => name)
    : [];
}

/** @param headings the names of the columns with each separator */
function notImported(headings: readonly string[][]): Problem {
  const known = new Set(exportColumns);
  const ours = headings.find((names) => names.length > 1 && names.every((name) => known.has(name)));
  if (ours === undefined) return backupsProblem('import-not-ours', {}, 'file');
  const columns = tellingColumns.filter((name) => !ours.includes(name)).join(', ');
  return backupsProblem('import-columns', { columns }, 'file');
}

async function* jsonRecords(lines: AsyncGenerator<Line>): AsyncGenerator<RecordItem> {
  for await (const line of lines) {
    if (line.kind === 'fault') {
      yield rejected(line.number, lineFault(line.fault));
      continue;
    }
    const text = line.text.trim();
    if (text === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      yield rejected(line.number, notJson(text));
      continue;
    }
    if (isRaw(value)) continue;
    yield judged(value, line.number, line.bytesRead);
  }
}

/** Callbacks without a message are exported for reading; they are not imported. */
function isRaw(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'callback';
}

/** @param skipped how many lines precede the names of the columns */
async function* csvRecords(
  lines: AsyncGenerator<Line>,
  separator: string,
  skipped: number,
): AsyncGenerator<RecordItem> {
  const reader = createCsvReader(separator);
  let names: readonly ReadColumn[] | null = null;
  let bytesRead = 0;
  const itemsOf = function* (items: ReturnType<typeof reader.push>): Generator<RecordItem> {
    for (const item of items) {
      if (item.kind === 'fault') {
        yield rejected(item.line, csvFault(item.fault));
      } else if (names === null) {
        names = readHeading(item.cells.map((cell) => cell.trim()));
      } else if (item.cells.length !== names.length) {
        yield rejected(
          item.line,
          backupsProblem('import-cells', { cells: item.cells.length, columns: names.length }),
        );
      } else {
        yield judged(recordOfRow(names, item.cells), item.line, bytesRead);
      }
    }
  };
  let left = skipped;
  for await (const line of lines) {
    if (line.kind === 'fault') yield rejected(line.number, lineFault(line.fault));
    else bytesRead = line.bytesRead;
    // For counting lines, a skipped line counts as an empty one.
    yield* itemsOf(reader.push(line.kind === 'line' && left <= 0 ? `${line.text}\n` : '\n'));
    left -= 1;
  }
  yield* itemsOf(reader.end());
}

function rejected(line: number, why: Problem): RecordItem {
  return { kind: 'rejected', line, problem: why };
}

function judged(value: unknown, line: number, bytesRead: number): RecordItem {
  const isRecord = typeof value === 'object' && value !== null;
  const version = isRecord && 'omnideck' in value ? value.omnideck : undefined;
  if (typeof version === 'number' && version > recordVersion) {
    return rejected(line, backupsProblem('import-newer', { version, newest: recordVersion }));
  }
  if (version === undefined) {
    return rejected(line, backupsProblem('import-not-ours/line'));
  }
  const read = messageRecordSchema.safeParse(value);
  if (read.success) return { kind: 'record', line, record: withoutKnownTexts(read.data), bytesRead };
  const [issue] = read.error.issues;
  const field = issue?.path.map(String).join('.') || null;
  return rejected(line, wrongField(field, value));
}

/** Removes the English texts that Omnideck makes again, word for word, where they are shown. */
function withoutKnownTexts(record: MessageRecord): MessageRecord {
  return {
    ...record,
    problem: withoutKnownText(record.problem),
    attempts: record.attempts.map((attempt) => ({ ...attempt, problem: withoutKnownText(attempt.problem) })),
  };
}

function withoutKnownText(problem: MessageRecord['problem']): MessageRecord['problem'] {
  if (problem === null) return problem;
  const { message, hint, ...others } = problem;
  const made = englishText(others);
  return made.message === message && made.hint === hint ? others : problem;
}

/** A number in a spreadsheet's own notation, which has lost digits. */
const rounded = /^'?[+-]?\d+(?:[.,]\d+)?E[+-]?\d+$/iu;

function wrongField(field: string | null, value: unknown): Problem {
  const to = typeof value === 'object' && value !== null && 'to' in value ? value.to : null;
  if (field === 'to' && typeof to === 'string' && rounded.test(to)) {
    return backupsProblem('number-spreadsheet', {}, 'to');
  }
  return field === null
    ? backupsProblem('import-field/line')
    : backupsProblem('import-field', { field }, field);
}

function notJson(text: string): Problem {
  return text.endsWith('}') || !text.startsWith('{')
    ? backupsProblem('import-not-json')
    : backupsProblem('import-cut-short');
}

function lineFault(fault: 'too-long' | 'not-utf8'): Problem {
  return fault === 'too-long' ? backupsProblem('import-line-too-long') : backupsProblem('import-not-utf8');
}

function csvFault(fault: CsvFault): Problem {
  switch (fault) {
    case 'stray-quote':
      return backupsProblem('import-quote');
    case 'unclosed-quote':
      return backupsProblem('import-quote/unclosed');
    case 'too-long':
      return backupsProblem('import-line-too-long');
  }
}
