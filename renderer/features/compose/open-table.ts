/** Opens a source of recipients for the dialog: a text, or the sheets of a workbook. */
import { tableOfLines } from '../../../shared/messaging/number-rows.ts';
import { parseTable, type Table, tableOfCells } from '../../../shared/messaging/table.ts';
import {
  decodeAs,
  decodeFile,
  type FileEncoding,
  isWorkbook,
  mostFileBytes,
  type TextFault,
} from './read-file.ts';
import { firstChoice } from './table-people.ts';
import { openWorkbook } from './workbook/open-workbook.ts';
import type { Sheet, Workbook } from './workbook/read-workbook.ts';

export type OpenedTable =
  | {
      readonly kind: 'pasted';
      readonly text: string;
      /** It is no table: numbers, however they are separated. */
      readonly isList?: boolean;
    }
  | {
      readonly kind: 'text';
      readonly file: string;
      /** To be read again in another encoding. */
      readonly bytes: Uint8Array;
      readonly text: string;
      readonly encoding: FileEncoding;
    }
  | {
      readonly kind: 'workbook';
      readonly file: string;
      readonly sheets: Extract<Workbook, { ok: true }>['sheets'];
    };

export type OpenFault =
  | { readonly why: TextFault | 'unreadable' }
  | Pick<Extract<Workbook, { ok: false }>, 'why' | 'cell'>;

export type OpenResult =
  | { readonly ok: true; readonly opened: OpenedTable }
  | { readonly ok: false; readonly fault: OpenFault };

export async function openTable(file: File): Promise<OpenResult> {
  if (file.size > mostFileBytes) return { ok: false, fault: { why: 'large' } };
  const buffer = await file.arrayBuffer().catch(() => null);
  if (buffer === null) return { ok: false, fault: { why: 'unreadable' } };
  const bytes = new Uint8Array(buffer);
  if (isWorkbook(bytes)) {
    const workbook = await openWorkbook(bytes);
    if (!workbook.ok) return { ok: false, fault: workbook };
    return { ok: true, opened: { kind: 'workbook', file: file.name, sheets: workbook.sheets } };
  }
  const { ok, ...read } = decodeFile(bytes);
  return 'why' in read
    ? { ok: false, fault: { why: read.why } }
    : { ok: true, opened: { kind: 'text', file: file.name, bytes, ...read } };
}

/** Returns the same file, read in another encoding. */
export function readAgain(opened: OpenedTable, encoding: FileEncoding): OpenedTable {
  return opened.kind === 'text' ? { ...opened, encoding, text: decodeAs(opened.bytes, encoding) } : opened;
}

const sampleRows = 50;

/**
 * Returns the first visible sheet of a workbook with a column of numbers; the first visible one if no such sheet has
 * one. A hidden sheet is only chosen by the user, or if all are hidden.
 */
export function sheetWithNumbers(opened: OpenedTable, country: string | null): number {
  if (opened.kind !== 'workbook') return 0;
  const names = { nameColumn: '', column: () => '' };
  const found = opened.sheets.findIndex((sheet) => {
    if (sheet.hidden.sheet) return false;
    const table = tableOfCells(visibleRows(sheet).slice(0, sampleRows));
    return firstChoice(table, country, names).numberColumn !== null;
  });
  if (found !== -1) return found;
  const visible = opened.sheets.findIndex(({ hidden }) => !hidden.sheet);
  return Math.max(visible, 0);
}

/** Returns all rows of a sheet; cells of hidden rows and columns are empty. */
function visibleRows({ rows, hidden }: Sheet): readonly (readonly string[])[] {
  if (hidden.rows.size === 0 && hidden.columns.size === 0) return rows;
  return rows.map((cells, row) =>
    hidden.rows.has(row) ? [] : cells.map((cell, column) => (hidden.columns.has(column) ? '' : cell)),
  );
}

/** What a sheet hides, of its rows and columns with values. */
export type HiddenCounts = { readonly sheet: boolean; readonly rows: number; readonly columns: number };

/** @param sheet the sheet of a workbook, from 0 */
export function hiddenCounts(opened: OpenedTable, sheet: number): HiddenCounts {
  const found = opened.kind === 'workbook' ? opened.sheets[sheet] : undefined;
  if (found === undefined) return { sheet: false, rows: 0, columns: 0 };
  const { rows, hidden } = found;
  const isFilled = (cells: readonly string[] | undefined) =>
    cells?.some((cell) => cell.trim() !== '') === true;
  return {
    sheet: hidden.sheet,
    rows: [...hidden.rows].filter((row) => isFilled(rows[row])).length,
    columns: [...hidden.columns].filter((column) => rows.some((cells) => isFilled([cells[column] ?? ''])))
      .length,
  };
}

/** Returns the indexes of columns that are left out because the workbook hides them. */
export function columnsLeftOut(opened: OpenedTable, sheet: number, withHidden: boolean): ReadonlySet<number> {
  const found = opened.kind === 'workbook' && !withHidden ? opened.sheets[sheet] : undefined;
  return found?.hidden.columns ?? new Set();
}

/**
 * @param sheet the sheet of a workbook, from 0
 * @param withHidden whether rows and columns that the workbook hides are read too
 */
export function tableIn(opened: OpenedTable, sheet: number, withHidden: boolean): Table {
  if (opened.kind === 'pasted' && opened.isList === true) return tableOfLines(opened.text);
  if (opened.kind !== 'workbook') return parseTable(opened.text);
  const found = opened.sheets[sheet];
  if (found === undefined) return tableOfCells([]);
  return tableOfCells(withHidden ? found.rows : visibleRows(found));
}

const isBeyondAscii = (cell: string) => [...cell].some((letter) => letter > '\x7f');

/**
 * Returns rows to judge a table by: first those with letters outside ASCII, which show whether the encoding is
 * the right one.
 */
export function rowsToJudge(rows: Table['rows'], most: number): Table['rows'] {
  const hasLetters = rows.filter(({ cells }) => cells.some(isBeyondAscii));
  const first = hasLetters.slice(0, most);
  const others = rows.filter((row) => !first.includes(row));
  return [...first, ...others.slice(0, most - first.length)];
}
