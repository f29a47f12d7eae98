/**
 * A table as it is pasted from a spreadsheet or comes from a CSV file. The delimiter is found out. A quotation mark that
 * is opened and never properly closed is taken for a plain character and pointed out.
 */
import { readCsvRecord } from './csv-record.ts';

export type Delimiter = '\t' | ',' | ';' | '|';
const delimiters: readonly Delimiter[] = ['\t', ';', ',', '|'];

type TableRow = {
  /** As a spreadsheet numbers it: from 1, a blank row and one with line breaks inside count as one. */
  readonly number: number;
  readonly cells: readonly string[];
};

export type Table = {
  readonly delimiter: Delimiter;
  /** Rows with something in them. */
  readonly rows: readonly TableRow[];
  /** The most cells that a row has. */
  readonly width: number;
  /** Numbers of rows with a quotation mark that nothing closes. */
  readonly loneQuotes: readonly number[];
};

/** So much of a table is looked at to find its delimiter, UTF-16 units. */
const sampleLength = 100_000;

/** @param text with any kind of line end; a byte order mark is left out */
export function parseTable(text: string, delimiter: Delimiter = findDelimiter(text)): Table {
  const found = readRows(text.replace(/^\ufeff/u, ''), delimiter, Number.POSITIVE_INFINITY);
  const rows = found.rows.filter((row) => row.cells.some((cell) => cell !== ''));
  const width = rows.reduce((most, row) => Math.max(most, lastFilled(row.cells) + 1), 0);
  return { delimiter, rows, width, loneQuotes: found.loneQuotes };
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== '');
}

/**
 * The delimiter with which the most rows have the same number of cells, more than one. Excel writes semicolons where a
 * comma is the decimal sign, and puts tabs on the clipboard.
 */
function findDelimiter(text: string): Delimiter {
  const sample = text.slice(0, sampleLength);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    if (!sample.includes(delimiter)) continue;
    const { rows } = readRows(sample, delimiter, 100);
    const widths = new Map<number, number>();
    const filled = rows.filter((row) => row.cells.some((cell) => cell !== ''));
    for (const { cells } of filled) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    const [width, times] = [...widths].reduce((most, one) => (one[1] > most[1] ? one : most), [1, 0]);
    const score = width < 2 ? 0 : times / filled.length;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Reads rows until the text ends or there are `most` of them. */
function readRows(
  text: string,
  delimiter: Delimiter,
  most: number,
): { rows: TableRow[]; loneQuotes: number[] } {
  const rows: TableRow[] = [];
  const loneQuotes: number[] = [];
  let position = 0;
  while (rows.length < most) {
    const record = readCsvRecord(text, position, { separator: delimiter, strict: false, over: true });
    // Of a whole text that is not read strictly everything is a record.
    if (record.kind !== 'record') break;
    const number = rows.length + 1;
    if (record.hasLoneQuote) loneQuotes.push(number);
    rows.push({ number, cells: record.cells.map(tidy) });
    position = record.next;
    if (position >= text.length) break;
  }
  return { rows, loneQuotes };
}

/** What can't be seen at the edges of a cell is no part of its value. */
function tidy(cell: string): string {
  return cell.replace(/^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/gu, '');
}

/** A number that a spreadsheet has rounded, "3.72555E+11": its last digits are lost. */
export function isRounded(cell: string): boolean {
  return /^\s*[+-]?\d+(?:[.,]\d+)?e[+-]?\d+\s*$/iu.test(cell);
}

/**
 * The phone number in a cell, for parsePhone. Inside of one cell a comma is no separator but a mark, as a point is: of a
 * decimal ("37255501411,0") or of groups ("+372,5550,1411"). What may be two numbers ("5550141,5550142") stays as it is,
 * and is refused.
 */
export function numberInCell(cell: string): string {
  return /^[+＋]?[\p{Nd} ()[\]./\p{Pd}]*\p{Nd}(?:[,，]\p{Nd}{1,4}(?!\p{Nd}))+$/u.test(cell)
    ? cell.replaceAll(/[,，]/gu, '.')
    : cell;
}

export type TableReading = {
  /** Whether the first row names the columns. */
  readonly hasHeading: boolean;
  /** The column with the phone numbers, from 0; null where it can't be told. */
  readonly numberColumn: number | null;
  /** Columns that could hold them. */
  readonly numberColumns: readonly number[];
};

/** So many rows are looked at to find out what the columns hold. */
const sampleRows = 200;
const numberHeading =
  /phone|mobile|msisdn|\btel\b|\bgsm\b|\bcell\b|recipient|mobiil|telefon|saaja|^(?:number|nr|no\.?|to)$/iu;

/**
 * What can be told of a table's columns by looking at them.
 * @param isNumber whether a cell is a phone number, for a person's eyes: with a default country, if there is one
 */
export function readColumns(table: Table, isNumber: (cell: string) => boolean): TableReading {
  const looksLike = (cell: string): boolean => isRounded(cell) || isNumber(cell);
  const [first, ...others] = table.rows.slice(0, sampleRows);
  if (first === undefined) return { hasHeading: false, numberColumn: null, numberColumns: [] };
  const rows = others.length === 0 ? [first] : others;
  const numberColumns = Array.from({ length: table.width }, (_, index) => index).filter((index) => {
    const filled = rows.map((row) => row.cells[index] ?? '').filter((cell) => cell !== '');
    return filled.length > 0 && filled.filter(looksLike).length >= filled.length / 2;
  });
  const hasHeading =
    others.length > 0 &&
    !first.cells.some(looksLike) &&
    first.cells.filter((cell) => cell !== '').every((cell) => !/^[\d\s.,:/+-]+$/u.test(cell)) &&
    (numberColumns.length > 0 || first.cells.some((cell) => numberHeading.test(cell)));
  const named = hasHeading
    ? numberColumns.filter((index) => numberHeading.test(first.cells[index] ?? ''))
    : [];
  const likely = named.length > 0 ? named : numberColumns;
  return { hasHeading, numberColumns, numberColumn: likely.length === 1 ? (likely[0] ?? null) : null };
}
