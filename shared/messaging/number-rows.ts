/** Finds and reads the phone numbers of a list or a table: of recipients, or of people who opted out. */
import { parsePhone, type Readings, readPhone } from './phone.ts';
import type { Problem } from './problem.ts';
import { splitNumbers } from './split-numbers.ts';
import { isRounded, numberInCell, parseTable, readColumns, type Table, tableOfCells } from './table.ts';

/** Why a row has no readable number. */
export type RowFault = 'no-number' | 'rounded' | 'too-many-cells' | Problem;

/**
 * Returns whether a pasted text is a table rather than a list of numbers: several rows with several columns,
 * not all of them numbers.
 */
export function isTable(text: string, country: string | null): boolean {
  const table = parseTable(text);
  if (table.width < 2 || table.rows.length < 2) return false;
  const most = table.rows.filter((row) => row.cells.length >= 2).length;
  if (most < table.rows.length * 0.8) return false;
  const reading = readColumns(table, isNumberIn(country));
  if (reading.hasHeading) return true;
  return reading.numberColumns.length > 0 && reading.numberColumns.length < table.width;
}

/** Returns whether a cell is a number, or would be one if its country were known. */
export function isNumberIn(country: string | null): (cell: string) => boolean {
  return (cell) => {
    if ((cell.match(/\d/gu)?.length ?? 0) < 7) return false;
    const parsed = parsePhone(numberInCell(cell), country ?? undefined);
    return parsed.ok || /^number-(?:no-country|two-readings|ambiguous)$/.test(parsed.problem.code);
  };
}

/**
 * Returns the rows of a list of numbers, however they are separated: one for each number, with the line that it is on. A
 * line without a number is a row as well, so that it is reported.
 */
export function tableOfLines(text: string): Table {
  const rows = text
    .replace(/^\ufeff/u, '')
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .flatMap((line, index) => {
      const numbers = splitNumbers(line);
      return (numbers.length === 0 ? [line.trim()] : numbers).map((cell) => ({
        number: index + 1,
        cells: [cell],
      }));
    })
    .filter(({ cells }) => cells[0] !== '');
  return { ...tableOfCells([]), rows, width: rows.length === 0 ? 0 : 1 };
}

/** Returns the number of columns that a row may fill: those with a heading, if there are headings. */
export function widthOf(table: Table, hasHeading: boolean): number {
  if (!hasHeading) return table.width;
  return (table.rows[0]?.cells.findLastIndex((cell) => cell !== '') ?? -1) + 1;
}

export type RowRead = {
  readonly why: RowFault | null;
  /** The readings of an ambiguous number; null if it is not ambiguous. */
  readonly readings: Readings | null;
  /** The number to which the default country's code was added. */
  readonly home: string | null;
};

/**
 * Reads the number of a row.
 * @param written the cell with the number
 * @param widest more filled cells than this are a fault, see `widthOf`
 */
export function readNumberRow(
  written: string,
  cells: readonly string[],
  widest: number,
  country: string | null,
): RowRead {
  const no = (why: RowFault | null): RowRead => ({ why, readings: null, home: null });
  if (cells.findLastIndex((cell) => cell !== '') >= widest) return no('too-many-cells');
  if (written === '') return no('no-number');
  if (isRounded(written)) return no('rounded');
  const cell = numberInCell(written);
  const { parsed, readings, countryAdded } = readPhone(cell, country ?? undefined);
  if (parsed.ok) {
    return { ...no(null), home: countryAdded ? parsed.value.international : null };
  }
  // A country can still be given for all of them.
  if (parsed.problem.code === 'number-no-country') return no(null);
  return { ...no(parsed.problem), readings };
}
