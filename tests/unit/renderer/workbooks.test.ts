/** Tests what the tables of a workbook become, and that no workbook can exhaust the computer. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  columnsLeftOut,
  hiddenCounts,
  sheetWithNumbers,
  tableIn,
} from '../../../renderer/features/compose/open-table.ts';
import { firstChoice, peopleOf } from '../../../renderer/features/compose/table-people.ts';
import { readWorkbook } from '../../../renderer/features/compose/workbook/read-workbook.ts';
import { mostRows } from '../../../renderer/features/compose/workbook/unpack-workbook.ts';
import { tableOfCells } from '../../../shared/messaging/table.ts';
import { workbookOf, workbookOfXml } from '../../helpers/workbook.ts';

async function sheetsOf(bytes: Uint8Array<ArrayBuffer>) {
  const workbook = await readWorkbook(bytes);
  if (!workbook.ok) throw new Error(`${workbook.why} ${workbook.cell}`);
  return workbook.sheets;
}
const rowsOfXml = async (cells: string) =>
  (await sheetsOf(workbookOfXml({ A: `<sheetData><row r="1">${cells}</row></sheetData>` })))[0]?.rows;
const sheet = (data: string) => workbookOfXml({ A: `<sheetData>${data}</sheetData>` });

describe('a cell of a workbook', () => {
  it.each([
    ['an integer', '<c r="A1"><v>37255501400</v></c>', '37255501400'],
    ['an integer that the file writes with an exponent', '<c r="A1"><v>3.72555014E10</v></c>', '37255501400'],
    ['an integer of 15 digits', '<c r="A1"><v>999999999999999</v></c>', '999999999999999'],
    [
      'a longer integer, which has lost digits',
      '<c r="A1"><v>3725550140012345</v></c>',
      '3.725550140012345e+15',
    ],
    ['a sum of decimals', '<c r="A1"><v>0.30000000000000004</v></c>', '0.3'],
    ['a number shown as a telephone number', '<c r="A1" s="4"><v>37255501400</v></c>', '37255501400'],
    ['a text in place', '<c r="A1" t="inlineStr"><is><t>+372 5550 1400</t></is></c>', '+372 5550 1400'],
    ['the stored result of a formula', '<c r="A1" t="str"><f>B1&amp;C1</f><v>Mari</v></c>', 'Mari'],
    ['the stored number of a formula', '<c r="A1"><f>B1+1</f><v>7</v></c>', '7'],
    ['a truth', '<c r="A1" t="b"><v>1</v></c>', 'TRUE'],
    ['a date', '<c r="A1" s="1"><v>46356</v></c>', '2026-11-30'],
    ['a date with a time', '<c r="A1" s="2"><v>46356.5625</v></c>', '2026-11-30 13:30'],
    ['a time', '<c r="A1" s="3"><v>0.5625</v></c>', '13:30'],
  ])('with %s is read as a person sees it', async (_, cell, text) => {
    expect(await rowsOfXml(cell)).toEqual([[text]]);
  });

  it('is empty if its formula has an error or no stored result', async () => {
    const cells =
      '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="str"><f>A2</f></c><c r="C1"><f>A3</f></c><c r="D1"><v>1</v></c>';
    expect(await rowsOfXml(cells)).toEqual([['', '', '', '1']]);
  });

  it('that cannot be read is named', async () => {
    const bytes = sheet('<row r="3"><c r="AB3" t="s"><v>7</v></c></row>');
    expect(await readWorkbook(bytes)).toEqual({ ok: false, why: 'damaged', cell: 'AB3' });
  });
});

describe('a workbook', () => {
  it('gives every sheet with cells, with the row numbers of the spreadsheet', async () => {
    const sheets = await sheetsOf(
      workbookOf({
        Empty: [],
        Clients: [['nimi', 'tel'], [], ['Õie', 37255501400], [null, null], ['Jüri', null]],
      }),
    );
    expect(sheets.map(({ name }) => name)).toEqual(['Clients']);
    expect(tableOfCells(sheets[0]?.rows ?? []).rows).toEqual([
      { number: 1, cells: ['nimi', 'tel'] },
      { number: 3, cells: ['Õie', '37255501400'] },
      { number: 5, cells: ['Jüri', ''] },
    ]);
  });

  it('has the value of merged cells in the first of them', async () => {
    const bytes = workbookOfXml(
      {
        A: '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"/></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
      },
      ['Both'],
    );
    expect((await sheetsOf(bytes))[0]?.rows).toEqual([['Both']]);
  });

  it('with formatted blank cells down to the last row has only the rows with values', async () => {
    const bytes = sheet(
      '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="XFD1048576" s="1"/></row>',
    );
    expect((await sheetsOf(bytes))[0]?.rows).toEqual([['1']]);
  });

  it('is a table of recipients: a rounded number stays an error, an integer is a number', async () => {
    const [clients] = await sheetsOf(
      workbookOf({
        A: [
          ['Nimi', 'Telefon'],
          ['Õie', 37255501400],
          ['Ahti', '3.72E+11'],
          ['Jüri', '+37255501401'],
        ],
      }),
    );
    const table = tableOfCells(clients?.rows ?? []);
    const words = { nameColumn: 'name', column: (letter: string) => letter };
    const { people, leftOut } = peopleOf(table, firstChoice(table, null, words), null);
    expect(people.map(({ row, values }) => [row, values?.Nimi])).toEqual([
      [2, 'Õie'],
      [4, 'Jüri'],
    ]);
    expect(leftOut).toMatchObject([{ row: 3, why: 'rounded' }]);
  });
});

describe('a file that cannot be read as a workbook', () => {
  const ole = (name: string) =>
    Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, ...[...name].flatMap((one) => [one.charCodeAt(0), 0])]);
  const zip = (parts: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));

  it.each([
    ['with a password', ole('EncryptedPackage'), 'encrypted'],
    ['of an older Excel', ole('Workbook'), 'old-workbook'],
    ['of LibreOffice', zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 'open-document'],
    ['in binary', zip({ 'xl/workbook.bin': 'x' }), 'binary-workbook'],
    ['of Word', zip({ 'word/document.xml': '<a/>' }), 'not-workbook'],
    ['without the parts that it names', zip({ 'xl/workbook.xml': '<workbook/>' }), 'damaged'],
    ['that is cut short', workbookOf({ A: [['a']] }).slice(0, 400), 'damaged'],
    ['with XML that never ends', sheet('<row><c><v>1'), 'damaged'],
  ])('%s is refused with the reason', async (_, bytes, why) => {
    expect(await readWorkbook(bytes)).toEqual({ ok: false, why, cell: null });
  });

  it.each([
    ['one value in the last cell', () => sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')],
    ['a row number beyond the last', () => sheet('<row r="9999999"><c r="A9999999"><v>1</v></c></row>')],
    ['too many rows', () => sheet('<row><c><v>1</v></c></row>'.repeat(mostRows + 1))],
    [
      'a wide row and many rows',
      () =>
        sheet(`<row>${'<c><v>1</v></c>'.repeat(50_000)}</row>${'<row><c><v>1</v></c></row>'.repeat(50_000)}`),
    ],
    [
      'a long text',
      () => sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(40_000)}</t></is></c></row>`),
    ],
    [
      'one long text in many cells',
      () =>
        workbookOfXml(
          {
            A: `<sheetData>${Array.from({ length: 5_000 }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}" t="s"><v>0</v></c></row>`).join('')}</sheetData>`,
          },
          ['x'.repeat(30_000)],
        ),
    ],
  ])('with %s is refused', async (_, make) => {
    expect(await readWorkbook(make())).toEqual({ ok: false, why: 'large', cell: null });
  });

  it.each([
    ['a row number in other words', '<row r="&#49;048576"><c r="A1"><v>1</v></c></row>'],
    ['a negative row', '<row r="-5"><c r="A1"><v>1</v></c></row>'],
  ])('with %s is refused', async (_, data) => {
    expect(await readWorkbook(sheet(data))).toEqual({ ok: false, why: 'damaged', cell: null });
  });
});

describe('what a workbook hides', () => {
  const filtered =
    '<cols><col min="3" max="4" hidden="1"/></cols><sheetData>' +
    '<row r="1"><c r="A1" t="inlineStr"><is><t>tel</t></is></c><c r="B1" t="inlineStr"><is><t>nimi</t></is></c><c r="C1" t="inlineStr"><is><t>kood</t></is></c></row>' +
    '<row r="2"><c r="A2"><v>37255501400</v></c><c r="B2" t="inlineStr"><is><t>Mari</t></is></c></row>' +
    "<row r='3' hidden='true'><c r=\"A3\"><v>37255501401</v></c></row>" +
    '<row hidden="1"><c r="A4"><v>37255501402</v></c></row>' +
    '<row r="9" hidden="1"/></sheetData>';
  const old = '<sheetData><row r="1"><c r="A1"><v>37255501499</v></c></row></sheetData>';
  const bytes = () => workbookOfXml({ Old: old, Clients: filtered }, [], { Old: 'veryHidden' });

  async function opened() {
    return { kind: 'workbook' as const, file: 'a.xlsx', sheets: await sheetsOf(bytes()) };
  }

  it('is counted by sheet, row and column', async () => {
    const table = await opened();
    expect(hiddenCounts(table, 0)).toEqual({ sheet: true, rows: 0, columns: 0 });
    expect(hiddenCounts(table, 1)).toEqual({ sheet: false, rows: 2, columns: 1 });
  });

  it('is not preselected, and is left out unless the user wants it', async () => {
    const table = await opened();
    expect(sheetWithNumbers(table, 'EE')).toBe(1);
    expect(tableIn(table, 1, false).rows).toEqual([
      { number: 1, cells: ['tel', 'nimi', ''] },
      { number: 2, cells: ['37255501400', 'Mari', ''] },
    ]);
    expect([...columnsLeftOut(table, 1, false)]).toEqual([2, 3]);
    expect(tableIn(table, 1, true).rows.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(columnsLeftOut(table, 1, true).size).toBe(0);
  });
});
