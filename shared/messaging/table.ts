/**
 * Parses a table that was pasted from a spreadsheet or comes from a CSV file. The delimiter is detected. A
 * quotation mark that is never properly closed is treated as an ordinary character and reported.
 */

import { readCsvRecord } from './csv-record.ts';
import { revealFormula } from './defused-cell.ts';
import { trimEnd } from './trim-end.ts';

/** The delimiters that are detected; a first line such as "sep=:" may name another. */
const delimiters = ['\t', ';', ',', '|'] as const;

type TableRow = {
  /** The row number in a spreadsheet: from 1; a blank row and a row with line breaks inside count as one. */
  readonly number: number;
  readonly cells: readonly string[];
};

export type Table = {
  readonly delimiter: string;
  /** Rows that are not blank. */
  readonly rows: readonly TableRow[];
  /** The largest number of cells in a row. */
  readonly width: number;
  /** Numbers of the rows with a stray quotation mark. */
  readonly loneQuotes: readonly number[];
};

/** How much of a table is examined to detect its delimiter, UTF-16 units. */
const sampleLength = 100_000;

/**
 * Parses a table.
 * @param written with any kind of line ending; a byte order mark is ignored
 * @param given the delimiter; default: the one that the first line names, otherwise the detected one
 */
export function parseTable(written: string, given?: string): Table {
  const { text, separator } = withoutSeparatorLine(written.replace(/^\ufeff/u, ''));
  const delimiter = given ?? separator ?? findDelimiter(text);
  const found = readRows(text, delimiter, Number.POSITIVE_INFINITY);
  const rows = found.rows.filter((row) => row.cells.some((cell) => cell !== ''));
  const width = rows.reduce((most, row) => Math.max(most, lastFilled(row.cells) + 1), 0);
  return { delimiter, rows, width, loneQuotes: found.loneQuotes };
}

/**
 * Removes a first line that names the separator for Excel, "sep=;". Excel does not count the line as a row.
 * @returns the separator; null if no line names one
 */
export function withoutSeparatorLine(text: string): {
  readonly text: string;
  readonly separator: string | null;
} {
  const line = /^(?:sep=([^"\r\n])|"sep=([^"\r\n])")(?:\r\n|\r|\n|$)/iu.exec(text);
  if (line === null) return { text, separator: null };
  return { text: text.slice(line[0].length), separator: line[1] ?? line[2] ?? null };
}

/** Returns the table of a workbook's sheet. @param rows all rows of the sheet from the first, also blank ones */
export function tableOfCells(rows: readonly (readonly string[])[]): Table {
  const filled = rows
    .map((cells, index) => ({ number: index + 1, cells: cells.map(tidy) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const width = filled.reduce((most, { cells }) => Math.max(most, lastFilled(cells) + 1), 0);
  return { delimiter: '\t', rows: filled, width, loneQuotes: [] };
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== '');
}

/**
 * Returns the delimiter with which the most rows have the same number of cells, more than one. Excel writes
 * semicolons where a comma is the decimal sign, and puts tabs on the clipboard.
 */
function findDelimiter(text: string): string {
  const sample = text.slice(0, sampleLength);
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
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

/** Reads rows until the text ends or `most` rows are read. */
function readRows(text: string, delimiter: string, most: number): { rows: TableRow[]; loneQuotes: number[] } {
  const rows: TableRow[] = [];
  const loneQuotes: number[] = [];
  let position = 0;
  while (rows.length < most) {
    const record = readCsvRecord(text, position, { separator: delimiter, strict: false, over: true });
    // When a complete text is read leniently, every piece of it is a record.
    if (record.kind !== 'record') break;
    const number = rows.length + 1;
    if (record.hasLoneQuote) loneQuotes.push(number);
    rows.push({ number, cells: record.cells.map(tidy) });
    position = record.next;
    if (position >= text.length) break;
  }
  return { rows, loneQuotes };
}

/** Removes invisible characters at the edges of a cell, and the apostrophe of a defused one. */
function tidy(cell: string): string {
  const begun = cell.replace(/^[\s\u200b\u2060\ufeff]+/u, '');
  return revealFormula(trimEnd(begun, /[\s\u200b\u2060\ufeff]/u));
}

/** Returns whether a spreadsheet has rounded a number, "3.72555E+11", so that its last digits are lost. */
export function isRounded(cell: string): boolean {
  return /^\s*['’]?[+-]?\d+(?:[.,]\d+)?e[+-]?\d+\s*$/iu.test(cell);
}

/**
 * Returns the phone number in a cell, for parsePhone. Within one cell a comma is not a separator but a mark
 * like a point: of a decimal ("37255501411,0") or between groups ("+372,5550,1411"). A cell that may contain
 * two numbers ("5550141,5550142") stays unchanged, and is refused. An apostrophe in front, with which people
 * keep a spreadsheet from calculating, is not part of the number.
 */
export function numberInCell(cell: string): string {
  const number = cell.replace(/^['’](?=[+＋(\p{Nd}])/u, '');
  return /^[+＋]?[\p{Nd} ()[\]./\p{Pd}]*\p{Nd}(?:[,，]\p{Nd}{1,4}(?!\p{Nd}))+$/u.test(number)
    ? number.replaceAll(/[,，]/gu, '.')
    : number;
}

export type TableReading = {
  /** Whether the first row contains column names. */
  readonly hasHeading: boolean;
  /** The column with the phone numbers, from 0; null if it is not clear. */
  readonly numberColumn: number | null;
  /** Columns that could contain them. */
  readonly numberColumns: readonly number[];
};

/** How many rows are examined to detect the content of columns. */
const sampleRows = 200;
/** No country has shorter numbers. Reading a number takes long, and a table may have thousands of other cells. */
const hasDigits = /(?:\p{Nd}\P{Nd}*){4}/u;
const numberHeading =
  /phone|mobile|msisdn|\btel\b|\bgsm\b|\bcell\b|recipient|mobiil|telefon|saaja|^(?:number|nr|no\.?|to)$/iu;

/**
 * Detects the columns of a table from its content.
 * @param isNumber returns whether a cell is a phone number to a reader, with the default country if there is
 * one
 */
export function readColumns(table: Table, isNumber: (cell: string) => boolean): TableReading {
  const looksLike = (cell: string): boolean => isRounded(cell) || (hasDigits.test(cell) && isNumber(cell));
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
