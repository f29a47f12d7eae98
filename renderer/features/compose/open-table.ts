/** Opens a source of recipients for the dialog: a text, or the sheets of a workbook. */
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
import type { Workbook } from './workbook/read-workbook.ts';

export type OpenedTable =
  | { readonly kind: 'pasted'; readonly text: string }
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

/** Returns the first sheet of a workbook with a column of numbers; the first one if no sheet has one. */
export function sheetWithNumbers(opened: OpenedTable, country: string | null): number {
  if (opened.kind !== 'workbook') return 0;
  const names = { nameColumn: '', column: () => '' };
  const found = opened.sheets.findIndex(({ rows }) => {
    const table = tableOfCells(rows.slice(0, sampleRows));
    return firstChoice(table, country, names).numberColumn !== null;
  });
  return Math.max(found, 0);
}

/** @param sheet the sheet of a workbook, from 0 */
export function tableIn(opened: OpenedTable, sheet: number): Table {
  return opened.kind === 'workbook'
    ? tableOfCells(opened.sheets[sheet]?.rows ?? [])
    : parseTable(opened.text);
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
