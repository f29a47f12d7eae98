/** Writes rows as an XLSX workbook, piece by piece: docs/decisions/0028 has the reasons and the measurements. */
import type { TableCell } from './table-writer.ts';
import { WorkbookTooLarge } from './workbook-too-large.ts';

/** What a spreadsheet allows in a cell. */
const longestCell = 32_767;

/**
 * Returns a text as a spreadsheet can show it. XML has no lone surrogates and not the last two characters of
 * the basic plane, and "_x0041_" in a text would be read as "A"; the writer escapes control characters.
 */
function cellOf(cell: TableCell): TableCell {
  if (typeof cell !== 'string') return cell;
  const cut = cell.length > longestCell ? `${cell.slice(0, longestCell - 1)}…` : cell;
  return cut
    .toWellFormed()
    .replaceAll(/[\ufffe\uffff]/gu, '\ufffd')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_');
}

async function* plainRows(rows: AsyncIterable<TableCell[]>): AsyncGenerator<TableCell[]> {
  for await (const row of rows) yield row.map(cellOf);
}

/**
 * Returns the bytes of a workbook with one sheet; rows beyond a sheet's limit (1,048,576) go to further sheets,
 * each with the heading.
 * @param rows are read one page at a time, as fast as the bytes are taken
 * @throws WorkbookTooLarge
 */
export async function* workbookBytes(
  heading: readonly string[],
  rows: AsyncIterable<TableCell[]>,
): AsyncGenerator<Uint8Array> {
  // Only exports need the writer.
  const { writeXlsxStream } = await import('hucre/xlsx');
  const columns = heading.map((name) => ({ header: name, width: Math.max(12, name.length + 2) }));
  try {
    yield* writeXlsxStream(plainRows(rows), { name: 'Messages', columns, freezePane: { rows: 1 } });
  } catch (error) {
    throw error instanceof Error && error.name === 'ZipError' ? new WorkbookTooLarge() : error;
  }
}
