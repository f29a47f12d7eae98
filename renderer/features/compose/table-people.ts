/**
 * Converts a table to recipients: which column has the number, the names of the others, which rows are
 * unreadable.
 */
import { type NumbersAs, parsePhone, type Readings, readPhone } from '../../../shared/messaging/phone.ts';
import { placeholderKey, placeholderName } from '../../../shared/messaging/placeholders.ts';
import type { Problem } from '../../../shared/messaging/problem.ts';
import {
  isRounded,
  numberInCell,
  parseTable,
  readColumns,
  type Table,
} from '../../../shared/messaging/table.ts';
import type { RecipientDraft } from './draft.ts';

export type TableChoice = {
  readonly hasHeading: boolean;
  readonly numberColumn: number | null;
  /** The names of columns; '' means that the column is left out. */
  readonly names: readonly string[];
  /** How ambiguous numbers without "+" are read; null if not chosen yet. */
  readonly numbers: NumbersAs | null;
};

export type LeftOut = {
  /** The row number in the spreadsheet. */
  readonly row: number;
  readonly text: string;
  readonly why: 'no-number' | 'rounded' | 'too-many-cells' | Problem;
};

/** The number of rows that were read in one way, and an example. */
type Way = { readonly count: number; readonly written: string; readonly number: string };

export type TablePeople = {
  readonly people: readonly Omit<RecipientDraft, 'key'>[];
  /** The columns with values, in order. */
  readonly columns: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** Rows without a country code that can only be numbers of the default country; null if there are none. */
  readonly home: Way | null;
  /** Ambiguous rows, with the number of rows for each reading; they wait for the user's choice. */
  readonly asked: { readonly count: number } & Readonly<Record<NumbersAs, Way | null>>;
};

/** Returns a column's letter in a spreadsheet: "A" to "Z", "AA" and so on. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

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
function isNumberIn(country: string | null): (cell: string) => boolean {
  return (cell) => {
    if ((cell.match(/\d/gu)?.length ?? 0) < 7) return false;
    const parsed = parsePhone(numberInCell(cell), country ?? undefined);
    return parsed.ok || /^number-(?:no-country|two-readings|ambiguous)$/.test(parsed.problem.code);
  };
}

/** Makes names unique, so that no column hides another. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let count = 2; name !== '' && taken.has(placeholderKey(free)); count += 1) free = `${name} ${count}`;
    taken.add(placeholderKey(free));
    return free;
  });
}

/**
 * Returns what can be detected about a table without asking.
 * @param words default names of columns without a heading
 */
export function firstChoice(
  table: Table,
  country: string | null,
  words: { readonly nameColumn: string; readonly column: (letter: string) => string },
): TableChoice {
  const { hasHeading, numberColumn } = readColumns(table, isNumberIn(country));
  return { hasHeading, numberColumn, names: namesOf(table, hasHeading, numberColumn, words), numbers: null };
}

export function namesOf(
  table: Table,
  hasHeading: boolean,
  numberColumn: number | null,
  words: { readonly nameColumn: string; readonly column: (letter: string) => string },
): string[] {
  const heading = hasHeading ? (table.rows[0]?.cells ?? []) : [];
  const sample = table.rows.slice(0, 50);
  let named = hasHeading;
  const names = Array.from({ length: table.width }, (_, index) => {
    const own = placeholderName(heading[index] ?? '');
    if (own !== '') return own;
    const isName =
      !named && index !== numberColumn && sample.every((row) => !/\d/u.test(row.cells[index] ?? ''));
    named ||= isName;
    return isName ? words.nameColumn : words.column(columnLetter(index));
  });
  return distinct(names);
}

/** Counts one more row of a kind; its first row stays the example. */
function oneMore(way: Way | null, written: string, number: string): Way {
  return { count: (way?.count ?? 0) + 1, written: way?.written ?? written, number: way?.number ?? number };
}

export function peopleOf(table: Table, choice: TableChoice, country: string | null): TablePeople {
  const { hasHeading, numberColumn, names } = choice;
  const rows = table.rows.slice(hasHeading ? 1 : 0);
  const widest = hasHeading
    ? (table.rows[0]?.cells.findLastIndex((cell) => cell !== '') ?? -1) + 1
    : table.width;
  const columns = distinct(names).filter((name, index) => name !== '' && index !== numberColumn);
  const people: Omit<RecipientDraft, 'key'>[] = [];
  const leftOut: LeftOut[] = [];
  let home: Way | null = null;
  const asked: { count: number } & Record<NumbersAs, Way | null> = {
    count: 0,
    international: null,
    national: null,
  };
  if (numberColumn === null) return { people, columns, leftOut, home, asked };
  for (const { number: row, cells } of rows) {
    const written = cells[numberColumn] ?? '';
    const read = readRow(written, cells, widest, country);
    if (read.readings !== null) {
      asked.count += 1;
      for (const as of ['international', 'national'] as const) {
        const number = read.readings[as]?.international;
        if (number !== undefined) asked[as] = oneMore(asked[as], written, number);
      }
      if (choice.numbers === null) continue;
    }
    const number = choice.numbers === null ? null : (read.readings?.[choice.numbers]?.international ?? null);
    if (read.why !== null && number === null) {
      const text = written === '' ? cells.filter((cell) => cell !== '').join(', ') : written;
      leftOut.push({ row, text, why: read.why });
      continue;
    }
    if (read.home !== null) home = oneMore(home, written, read.home);
    const values = distinct(names).flatMap((name, index) => {
      const value = cells[index] ?? '';
      return name === '' || index === numberColumn || value === '' ? [] : [[name, value] as const];
    });
    people.push({ written: number ?? numberInCell(written), values: Object.fromEntries(values), row });
  }
  return { people, columns, leftOut, home, asked };
}

type RowRead = {
  readonly why: LeftOut['why'] | null;
  /** The readings of an ambiguous number; null if it is not ambiguous. */
  readonly readings: Readings | null;
  /** The number to which the default country's code was added. */
  readonly home: string | null;
};

function readRow(written: string, cells: readonly string[], widest: number, country: string | null): RowRead {
  const no = (why: LeftOut['why'] | null): RowRead => ({ why, readings: null, home: null });
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
