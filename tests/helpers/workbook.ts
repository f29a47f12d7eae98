/** Makes XLSX workbooks from their XML, with no code in common with the reader and the writer. */
import { strToU8, zipSync } from 'fflate';

/** Text, a number, nothing, or a cell's own attributes and content. */
type Cell = string | number | null | { readonly attributes: string; readonly content: string };

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const letter = (index: number) => String.fromCharCode(65 + index);

function cellXml(cell: Cell, place: string, strings: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c r="${place}" ${cell.attributes}>${cell.content}</c>`;
  if (!strings.includes(cell)) strings.push(cell);
  return `<c r="${place}" t="s"><v>${strings.indexOf(cell)}</v></c>`;
}

function sheetXml(rows: readonly (readonly Cell[])[], strings: string[]): string {
  const lines = rows.map((row, at) => {
    const cells = row.map((cell, column) => cellXml(cell, `${letter(column)}${at + 1}`, strings));
    return cells.every((cell) => cell === '') ? '' : `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  return `<sheetData>${lines.join('')}</sheetData>`;
}

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/**
 * Returns a workbook whose sheets have this XML.
 * @param strings the shared texts
 * @param states of sheets that are not visible, such as "hidden"
 */
export function workbookOfXml(
  sheets: Readonly<Record<string, string>>,
  strings: readonly string[] = [],
  states: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets);
  const list = names.map(
    (name, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}" state="${states[name] ?? 'visible'}" r:id="rId${at + 1}"/>`,
  );
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`;
  const relations = [
    ...names.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
    relation('strings', 'sharedStrings', 'sharedStrings.xml'),
    relation('styles', 'styles', 'styles.xml'),
  ];
  // Style 1 is a date, style 2 a date with a time, style 3 a time, style 4 a number as a telephone number.
  const formats =
    '<numFmts count="1"><numFmt numFmtId="170" formatCode="&quot;tel &quot;0"/></numFmts>' +
    '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="170"/></cellXfs>';
  const texts = strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`);
  const parts = {
    'xl/workbook.xml': `<workbook xmlns="${spreadsheet}" xmlns:r="${relationships}"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${spreadsheet}">${formats}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${spreadsheet}">${texts.join('')}</sst>`,
    // A spreadsheet's theme has attributes that look like a cell's place.
    'xl/theme/theme1.xml': '<a:fillToRect l="50000" t="50000" r="150000" b="50000"/>',
    ...Object.fromEntries(
      Object.values(sheets).map((xml, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet xmlns="${spreadsheet}">${xml}</worksheet>`,
      ]),
    ),
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

/** Returns a workbook with these cells. */
export function workbookOf(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
): Uint8Array<ArrayBuffer> {
  const strings: string[] = [];
  const xml = Object.entries(sheets).map(([name, rows]) => [name, sheetXml(rows, strings)] as const);
  return workbookOfXml(Object.fromEntries(xml), strings);
}
