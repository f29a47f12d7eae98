/**
 * Unpacks an XLSX workbook within limits. The reader of the sheets has none: it would unpack a zip bomb, and
 * one cell in the last row and column would become 17,000,000,000 cells.
 */
import { strFromU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { type HiddenParts, hiddenParts } from './hidden-parts.ts';

/** Why a file that looks like a workbook could not be read. */
export type WorkbookFault =
  | 'encrypted'
  | 'old-workbook'
  | 'binary-workbook'
  | 'open-document'
  | 'not-workbook'
  | 'damaged'
  | 'large';

/** Bytes of all parts together, unpacked. 100,000 rows with 10 cells are about 45 MB. */
export const mostUnpackedBytes = 100_000_000;
/** With the heading. */
export const mostRows = 100_001;
/** In the smallest rectangle that contains all values of a sheet. */
const mostCells = 2_000_000;
/** What a spreadsheet has at most, also of rows without values. */
const lastRow = 1_048_576;
const mostParts = 2_000;

type Unpacked =
  /** The needed parts as a zip file without compression, and what each sheet hides. */
  | { readonly ok: true; readonly plain: Uint8Array<ArrayBuffer>; readonly hidden: readonly HiddenParts[] }
  | { readonly ok: false; readonly why: WorkbookFault };

const no = (why: WorkbookFault): Unpacked => ({ ok: false, why });

/** Thrown within fflate's filter, which has no other way to end. */
class TooLarge extends Error {}

/** Unpacks what is needed of a workbook, and checks its limits before anything of that size is in memory. */
export function unpackWorkbook(bytes: Uint8Array): Unpacked {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    // A workbook with a password is a container of the older format, with one stream of this name.
    return no(includesUtf16(bytes, 'EncryptedPackage') ? 'encrypted' : 'old-workbook');
  }
  let parts: Readonly<Record<string, Uint8Array>>;
  const names: string[] = [];
  try {
    parts = unzipWithin(bytes, names);
  } catch (error) {
    return no(error instanceof TooLarge ? 'large' : 'damaged');
  }
  if (!names.includes('xl/workbook.xml')) return no(kindOf(names, parts));
  const needed: Zippable = {};
  for (const [name, part] of Object.entries(parts)) {
    const fault = faultOfPart(part);
    if (fault !== null) return no(fault);
    needed[name] = part;
  }
  const hidden = hiddenParts((name) => new TextDecoder().decode(parts[name]));
  return { ok: true, plain: zipSync(needed, { level: 0 }), hidden };
}

const startsWith = (bytes: Uint8Array, ...begin: readonly number[]) =>
  begin.every((byte, index) => bytes[index] === byte);

function includesUtf16(bytes: Uint8Array, name: string): boolean {
  const wanted = [...name].flatMap((letter) => [letter.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(wanted[0] ?? 0); at !== -1; at = bytes.indexOf(wanted[0] ?? 0, at + 1))
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  return false;
}

/** The parts with the texts and cells; not those with looks, drawings, and copies of other data. */
function isNeeded(name: string): boolean {
  if (name === 'mimetype' || name === 'xl/_rels/workbook.xml.rels') return true;
  return (
    /^xl\/(?:[^/]*|[^/]*sheets[^/]*\/[^/]*)\.xml$/iu.test(name) &&
    !/\/(?:calcChain|comments\d*|persons)\.xml$/iu.test(name)
  );
}

/** @param names receives the names of all parts */
function unzipWithin(bytes: Uint8Array, names: string[]): Record<string, Uint8Array> {
  let room = mostUnpackedBytes;
  const parts = unzipSync(bytes, {
    filter({ name: written, originalSize }) {
      const name = plainName(written);
      names.push(name);
      if (names.length > mostParts) throw new TooLarge();
      if (!isNeeded(name)) return false;
      // fflate unpacks no more of a part than the size that the file declares.
      room -= originalSize;
      if (!(room >= 0)) throw new TooLarge();
      return true;
    },
  });
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [plainName(name), part]));
}

function plainName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/u, '');
}

/** Returns what a zip file is that contains no XLSX workbook. */
function kindOf(names: readonly string[], parts: Readonly<Record<string, Uint8Array>>): WorkbookFault {
  if (names.includes('xl/workbook.bin')) return 'binary-workbook';
  const { mimetype } = parts;
  if (mimetype !== undefined && strFromU8(mimetype.subarray(0, 100)).includes('opendocument.spreadsheet'))
    return 'open-document';
  return 'not-workbook';
}

/**
 * Every row, cell and value of a sheet, and every attribute that gives the place of one. Any part may be named
 * as a sheet, so all are checked, and an attribute is found in whatever tag it is.
 */
const places = /<(?:[\w.-]+:)?(row|c|v|t)(?=[\s/>])|\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

/** Returns what is wrong with a part if the reader takes it for a sheet; null if it may be read. */
function faultOfPart(part: Uint8Array): WorkbookFault | null {
  const xml = new TextDecoder().decode(part);
  let row = 0;
  let column = 0;
  /** The last row and column with a value. */
  let rows = 0;
  let columns = 0;
  for (const { 1: tag, 2: double, 3: single } of xml.matchAll(places)) {
    if (tag === 'row') {
      row += 1;
      column = 0;
    } else if (tag === 'c') column += 1;
    else if (tag === undefined) {
      const place = /^([A-Z]{0,3})(\d{1,7})$/iu.exec(double ?? single ?? '');
      if (place === null) return 'damaged';
      const [, letters = '', number = ''] = place;
      row = Math.max(row, Number(number));
      if (letters !== '') column = Math.max(column, columnOf(letters));
    } else {
      rows = Math.max(rows, row);
      columns = Math.max(columns, column);
    }
    if (row > lastRow || rows > mostRows || rows * columns > mostCells) return 'large';
  }
  return null;
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
