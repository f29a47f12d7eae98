/**
 * Reads the tables of an XLSX workbook. Pure, so that tests can run it without a page; the window runs it in a
 * worker of its own (docs/decisions/0028), because the file comes from outside.
 */
import readSheets from 'read-excel-file/universal';
import type { HiddenParts } from './hidden-parts.ts';
import { unpackWorkbook, type WorkbookFault } from './unpack-workbook.ts';

export type Sheet = {
  readonly name: string;
  /** All rows from the sheet's first, also blank ones; cells as text. */
  readonly rows: readonly (readonly string[])[];
  readonly hidden: HiddenParts;
};

const nothingHidden: HiddenParts = { sheet: false, rows: new Set(), columns: new Set() };

export type Workbook =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  /** `cell`: the cell that could not be read, such as "B3"; null if no single cell is wrong. */
  | { readonly ok: false; readonly why: WorkbookFault; readonly cell: string | null };

const mostSheets = 100;
/** In all cells together. A text that many cells share is stored once, but becomes many values. */
const mostCharacters = 30_000_000;
/** What a spreadsheet allows in a cell. */
const longestCell = 32_767;

/**
 * Reads all sheets that have cells, in the order of the workbook. A formula has the value that the spreadsheet
 * stored; without one, and with an error, its cell is empty. Merged cells have their value in the first one.
 * Dates are written as in "2026-11-30".
 * @param bytes the file; of an untrusted workbook, at most what unpackWorkbook allows is ever in memory
 */
export async function readWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<Workbook> {
  const unpacked = unpackWorkbook(bytes);
  if (!unpacked.ok) return { ...unpacked, cell: null };
  try {
    const read: unknown = await readSheets(unpacked.plain.buffer, { parseNumber: numberText, trim: false });
    const room = { characters: mostCharacters };
    const sheets = (Array.isArray(read) ? read : [])
      .slice(0, mostSheets)
      .map((sheet, index) => ({ ...textsOf(sheet, room), hidden: unpacked.hidden[index] ?? nothingHidden }))
      .filter(({ rows }) => rows.length > 0);
    if (room.characters < 0) return { ok: false, why: 'large', cell: null };
    return { ok: true, sheets };
  } catch (error) {
    return faultOf(error);
  }
}

/** @param room how many more characters may be taken; below 0 nothing is taken any more */
function textsOf(
  sheet: { sheet: string; data?: readonly unknown[][] },
  room: { characters: number },
): Omit<Sheet, 'hidden'> {
  // A sheet with a chart has no data.
  const rows = (sheet.data ?? []).map((row) =>
    row.map((value) => {
      const text = cellText(value);
      room.characters -= text.length > longestCell ? mostCharacters + 1 : text.length;
      return room.characters < 0 ? '' : text;
    }),
  );
  return { name: sheet.sheet, rows };
}

function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dateText(value);
  return '';
}

/** A time of the day without a date is a day in 1899 or 1900. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = date.toISOString().split('T');
  const clock = time.startsWith('00:00') ? '' : time.slice(0, 5);
  if (date.getUTCFullYear() <= 1900) return clock === '' ? day : clock;
  return clock === '' ? day : `${day} ${clock}`;
}

/** Spreadsheets calculate with 15 digits; the digits after them are not the ones that were typed. */
const digits = 15;

/**
 * Returns a number as the spreadsheet shows it without a format. An integer of up to 15 digits keeps them all;
 * a longer one has lost digits and is written so that a reader of phone numbers refuses it.
 * @param written as in the file, such as "3.7255550141E11"
 */
function numberText(written: string): string {
  const number = Number(written);
  if (!Number.isFinite(number)) return written;
  if (!Number.isInteger(number)) return String(Number(number.toPrecision(digits)));
  return Math.abs(number) < 10 ** digits ? String(number) : number.toExponential();
}

function faultOf(error: unknown): Workbook {
  if (!(error instanceof Error)) throw error;
  const at = /^<c\/> at row (\d{1,7}), col (\d{1,5}): /u.exec(error.message);
  if (at === null) return { ok: false, why: 'damaged', cell: null };
  const [, row = '', column = ''] = at;
  return { ok: false, why: 'damaged', cell: `${columnLetters(Number(column))}${row}` };
}

function columnLetters(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return (before > 0 ? columnLetters(before) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
