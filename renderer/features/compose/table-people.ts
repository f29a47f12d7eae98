/**
 * Converts a table to recipients: which column has the number, the names of the others, which rows are
 * unreadable.
 */
import { isNumberIn, type RowFault, readNumberRow, widthOf } from '../../../shared/messaging/number-rows.ts';
import { type NumbersAs, parsePhone } from '../../../shared/messaging/phone.ts';
import { placeholderKey, placeholderName } from '../../../shared/messaging/placeholders.ts';
import { numberInCell, readColumns, type Table } from '../../../shared/messaging/table.ts';
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
  readonly why: RowFault;
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

/**
 * Reads the recipients of a table.
 * @param needsCountry whether a number whose country is not known is left out; otherwise it can be given later
 */
export function peopleOf(
  table: Table,
  choice: TableChoice,
  country: string | null,
  needsCountry = false,
): TablePeople {
  const { hasHeading, numberColumn, names } = choice;
  const rows = table.rows.slice(hasHeading ? 1 : 0);
  const widest = widthOf(table, hasHeading);
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
    const read = readNumberRow(written, cells, widest, country);
    if (read.readings !== null) {
      asked.count += 1;
      for (const as of ['international', 'national'] as const) {
        const number = read.readings[as]?.international;
        if (number !== undefined) asked[as] = oneMore(asked[as], written, number);
      }
      if (choice.numbers === null) continue;
    }
    const number = choice.numbers === null ? null : (read.readings?.[choice.numbers]?.international ?? null);
    const why = read.why ?? (needsCountry ? faultWithout(written, country) : null);
    if (why !== null && number === null) {
      const text = written === '' ? cells.filter((cell) => cell !== '').join(', ') : written;
      leftOut.push({ row, text, why });
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

/** Returns the problem of a number whose country is not known. */
function faultWithout(written: string, country: string | null): RowFault | null {
  const parsed = parsePhone(numberInCell(written), country ?? undefined);
  return parsed.ok ? null : parsed.problem;
}
