/**
 * An export of ours, read back: JSON Lines whole, CSV as far as it goes. What can't be read is told with its line, and
 * the rest goes on. Of a line it is never said what is in it: it may be anybody's.
 */
import type { FileHandle } from 'node:fs/promises';
import { fail, ok, type Problem, problem, type Result } from '../../../../shared/messaging/problem.ts';
import { byteOrderMark, type CsvFault, createCsvReader } from '../../files/csv.ts';
import { recordOfRow, tellingColumns } from './csv-record.ts';
import { type Line, readLines } from './read-lines.ts';
import { type MessageRecord, messageRecordSchema, recordVersion } from './record.ts';

export type RecordItem =
  | {
      readonly kind: 'record';
      readonly line: number;
      readonly record: MessageRecord;
      readonly bytesRead: number;
    }
  | { readonly kind: 'rejected'; readonly line: number; readonly problem: Problem };

export type RecordFile = { readonly format: 'jsonl' | 'csv'; readonly items: AsyncGenerator<RecordItem> };

const useExport = 'Choose a file that Omnideck exported.';

/** Looks at the beginning of a file, and reads it if it is ours. Problems: `import-…`. */
export async function readRecords(file: FileHandle): Promise<Result<RecordFile>> {
  const begin = Buffer.alloc(64 * 1024);
  const { bytesRead } = await file.read(begin, 0, begin.length, 0);
  const head = begin.subarray(0, bytesRead);
  const strange = strangeFile(head);
  if (strange !== null) return fail(strange);
  const text = head.toString('utf8').replace(byteOrderMark, '');
  // What was looked at was read by position, so the handle still stands at its beginning.
  const lines = readLines(file);
  if (text.trimStart().startsWith('{')) return ok({ format: 'jsonl', items: jsonRecords(lines) });
  const firstLine = text.split('\n', 1)[0]?.trimEnd() ?? '';
  const separator = [',', ';', '\t'].find((sign) => {
    const names = headNames(firstLine, sign);
    return tellingColumns.every((name) => names.includes(name));
  });
  if (separator === undefined) {
    return fail(
      problem(
        'import-not-ours',
        'This is no export of Omnideck: it is neither its JSON Lines nor a table with its columns.',
        useExport,
        'file',
      ),
    );
  }
  return ok({ format: 'csv', items: csvRecords(lines, separator) });
}

function strangeFile(head: Buffer): Problem | null {
  if (head.length === 0) return problem('import-empty', 'The file is empty.', useExport, 'file');
  if (head.toString('latin1', 0, 15) === 'SQLite format 3') {
    return problem(
      'import-is-backup',
      'This is a database, not an export.',
      'If it is a backup of Omnideck, restore it.',
      'file',
    );
  }
  const [first, second] = head;
  if ((first === 0x50 && second === 0x4b) || (first === 0x1f && second === 0x8b)) {
    return problem(
      'import-packed',
      'The file is packed, or a workbook.',
      'Unpack it; from a spreadsheet, save it as CSV (UTF-8).',
      'file',
    );
  }
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return problem('import-utf16', 'The file is in UTF-16.', 'Save it as UTF-8.', 'file');
  }
  return null;
}

function headNames(line: string, separator: string): string[] {
  const [item] = createCsvReader(separator).push(`${line}\n`);
  return item?.kind === 'record' ? item.cells.map((cell) => cell.trim()) : [];
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

/** Callbacks that belong to no message are in an export to be read; they are not taken in. */
function isRaw(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'callback';
}

async function* csvRecords(lines: AsyncGenerator<Line>, separator: string): AsyncGenerator<RecordItem> {
  const reader = createCsvReader(separator);
  let names: readonly string[] | null = null;
  let bytesRead = 0;
  const tell = function* (items: ReturnType<typeof reader.push>): Generator<RecordItem> {
    for (const item of items) {
      if (item.kind === 'fault') {
        yield rejected(item.line, csvFault(item.fault));
      } else if (names === null) {
        names = item.cells.map((cell) => cell.trim());
      } else if (item.cells.length !== names.length) {
        yield rejected(
          item.line,
          problem(
            'import-cells',
            `The line has ${item.cells.length} cells, the heading has ${names.length}.`,
            'Export it anew; a spreadsheet may have changed it.',
          ),
        );
      } else {
        yield judged(recordOfRow(names, item.cells), item.line, bytesRead);
      }
    }
  };
  for await (const line of lines) {
    if (line.kind === 'fault') yield rejected(line.number, lineFault(line.fault));
    else bytesRead = line.bytesRead;
    // A line that is left out is an empty one to what counts lines.
    yield* tell(reader.push(line.kind === 'line' ? `${line.text}\n` : '\n'));
  }
  yield* tell(reader.end());
}

function rejected(line: number, why: Problem): RecordItem {
  return { kind: 'rejected', line, problem: why };
}

function judged(value: unknown, line: number, bytesRead: number): RecordItem {
  const isRecord = typeof value === 'object' && value !== null;
  const version = isRecord && 'omnideck' in value ? value.omnideck : undefined;
  if (typeof version === 'number' && version > recordVersion) {
    return rejected(
      line,
      problem(
        'import-newer',
        `A newer Omnideck wrote this line (its form is ${version}, this one knows ${recordVersion}).`,
        'Update Omnideck, then import it again.',
      ),
    );
  }
  if (version === undefined) {
    return rejected(line, problem('import-not-ours', 'The line is no message of an export.', useExport));
  }
  const read = messageRecordSchema.safeParse(value);
  if (read.success) return { kind: 'record', line, record: read.data, bytesRead };
  const [issue] = read.error.issues;
  const field = issue?.path.map(String).join('.') || null;
  return rejected(line, wrongField(field, value));
}

/** A spreadsheet's own writing of a number, which has lost digits. */
const rounded = /^'?[+-]?\d+(?:[.,]\d+)?E[+-]?\d+$/iu;

function wrongField(field: string | null, value: unknown): Problem {
  const to = typeof value === 'object' && value !== null && 'to' in value ? value.to : null;
  if (field === 'to' && typeof to === 'string' && rounded.test(to)) {
    return problem(
      'number-spreadsheet',
      'A spreadsheet has rounded this number, and its last digits are lost.',
      'Import the file as it was exported, before a spreadsheet saved it.',
      'to',
    );
  }
  return problem(
    'import-field',
    field === null ? 'The line is no message.' : `“${field}” is not what an export has there.`,
    'Import the file as it was exported.',
    field,
  );
}

function notJson(text: string): Problem {
  return text.endsWith('}') || !text.startsWith('{')
    ? problem('import-not-json', 'The line is not JSON.', 'Import the file as it was exported.')
    : problem(
        'import-cut-short',
        'The line is cut short.',
        'The file may not have been copied whole; export or copy it again.',
      );
}

function lineFault(fault: 'too-long' | 'not-utf8'): Problem {
  return fault === 'too-long'
    ? problem('import-line-too-long', 'The line is longer than any message of ours.', useExport)
    : problem('import-not-utf8', 'The line is not UTF-8.', 'Save the file as UTF-8.');
}

function csvFault(fault: CsvFault): Problem {
  switch (fault) {
    case 'stray-quote':
      return problem(
        'import-quote',
        'There is a quotation mark in the middle of a cell that is not quoted.',
        'A quotation mark in a cell is written twice, and the cell is put in quotation marks.',
      );
    case 'unclosed-quote':
      return problem(
        'import-quote',
        'A quotation mark is opened and never closed.',
        'Close it; the lines after it were read all the same.',
      );
    case 'too-long':
      return problem('import-line-too-long', 'The line is longer than any message of ours.', useExport);
  }
}
