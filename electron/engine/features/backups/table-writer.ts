/** Writes messages as rows of a table, CSV or a workbook. docs/cli.md describes the columns. */
import type { TableOptions } from '../../../../shared/contract/backups.ts';
import {
  exportColumns,
  isAmountColumn,
  isCountColumn,
  isTimeColumn,
} from '../../../../shared/messaging/export-columns.ts';
import { localTimeWriter } from '../../../../shared/messaging/local-times.ts';
import { utcTimeWriter } from '../../../../shared/messaging/utc-times.ts';
import { byteOrderMark, csvCellWriter, csvLine } from '../../files/csv.ts';
import type { TableRow } from './table-row.ts';

/** A cell of a workbook; null is an empty one. */
export type TableCell = string | number | null;

export type TableWriter = {
  /** The names of the columns; a column of local times names its zone, so that an import can read them. */
  readonly heading: readonly string[];
  /** The beginning of a CSV file: the mark that makes Excel read UTF-8, and the names of the columns. */
  readonly csvHead: string;
  csvRow(row: TableRow): string;
  /** A row of a workbook: amounts and counts are numbers there, phone numbers are texts. */
  cells(row: TableRow): TableCell[];
};

type Kind = 'time' | 'amount' | 'count' | 'text';

/** A column of the table: where its value is in a row, and how it is written. */
type Column = { readonly from: number; readonly kind: Kind };

function columnOf(name: string): Column {
  return { from: exportColumns.indexOf(name), kind: kindOf(name) };
}

function kindOf(name: string): Kind {
  if (isTimeColumn(name)) return 'time';
  if (isAmountColumn(name)) return 'amount';
  return isCountColumn(name) ? 'count' : 'text';
}

/** Where a spreadsheet expects semicolons, a comma is its decimal sign, and "4.12" would become a date. */
const hasDecimalComma = ({ separator }: TableOptions) => separator === ';';

export function tableWriter(options: TableOptions): TableWriter {
  const { separator, timeZone } = options;
  const names = options.columns ?? exportColumns;
  const columns = names.map(columnOf);
  const timeText = timeZone === null ? utcTimeWriter().written : localTimeWriter(timeZone);
  const heading = names.map((name) =>
    timeZone !== null && isTimeColumn(name) ? `${name} (${timeZone})` : name,
  );
  const safeCell = csvCellWriter(separator);
  const decimalComma = hasDecimalComma(options);
  const csvCell = (kind: Kind, value: string | number): string => {
    if (kind === 'text') return safeCell(String(value));
    if (kind === 'time') return safeCell(timeText(Number(value)));
    return safeCell(kind === 'amount' && decimalComma ? String(value).replace('.', ',') : String(value));
  };
  const bookCell = (kind: Kind, value: string | number): TableCell => {
    if (kind === 'text') return String(value);
    return kind === 'time' ? timeText(Number(value)) : Number(value);
  };
  return {
    heading,
    csvHead: byteOrderMark + csvLine(heading, separator),
    csvRow(row) {
      let line = '';
      let isFirst = true;
      for (const { from, kind } of columns) {
        const value = row[from] ?? '';
        if (isFirst) isFirst = false;
        else line += separator;
        if (value !== '') line += csvCell(kind, value);
      }
      return `${line}\r\n`;
    },
    cells: (row) =>
      columns.map(({ from, kind }) => {
        const value = row[from] ?? '';
        return value === '' ? null : bookCell(kind, value);
      }),
  };
}
