import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePhone } from '../../../shared/messaging/phone.ts';
import { isRounded, parseTable, readColumns, type Table } from '../../../shared/messaging/table.ts';

const cells = (table: Table) => table.rows.map((row) => row.cells);
const isNumber = (cell: string) => parsePhone(cell, 'EE').ok;
const reading = (text: string) => readColumns(parseTable(text), isNumber);

describe('a pasted table', () => {
  it.each([
    ['tabs, as Excel puts them on the clipboard', 'a\tb\r\n1\t2\r\n', '\t'],
    ['semicolons, as Excel writes them where a comma is the decimal sign', 'a;b\n"1,5";2\n3,4;5', ';'],
    ['commas', 'a,b\n1,2', ','],
    ['bars', 'a|b\n1|2', '|'],
  ])('is read with %s', (_, text, delimiter) => {
    expect(parseTable(text).delimiter).toBe(delimiter);
    expect(parseTable(text).width).toBe(2);
  });

  it.each([
    ['sep=;\r\nname;number\r\n"Mari; Tallinn, Tartu";1', ';'],
    ['\ufeffsep=|\nname|number\nMari; Tallinn, Tartu|1', '|'],
    ['"sep=\t"\nname\tnumber\nMari; Tallinn, Tartu\t1', '\t'],
    ['SEP=:\nname:number\nMari; Tallinn, Tartu:1', ':'],
  ])('has the separator that its first line names, and the line is not a row: %j', (text, delimiter) => {
    const table = parseTable(text);
    expect(table.delimiter).toBe(delimiter);
    expect(table.rows).toEqual([
      { number: 1, cells: ['name', 'number'] },
      { number: 2, cells: ['Mari; Tallinn, Tartu', '1'] },
    ]);
  });

  it('has no apostrophe that only keeps a spreadsheet from calculating a cell', () => {
    expect(cells(parseTable("name,number,note\n't Hart,'+37255500001,'=1+1\n'90s,\"'-5\",''x"))).toEqual([
      ['name', 'number', 'note'],
      ["'t Hart", '+37255500001', '=1+1'],
      ["'90s", '-5', "'x"],
    ]);
  });

  it('may have delimiters, line breaks and quotation marks inside quotation marks', () => {
    expect(cells(parseTable('a,b\n"x, y\nz","say ""hi"""\n'))).toEqual([
      ['a', 'b'],
      ['x, y\nz', 'say "hi"'],
    ]);
  });

  it('has the row numbers of the spreadsheet, including blank rows and rows with line breaks', () => {
    const table = parseTable('name,number\r\n\r\n"Mari\nMaasikas",1\r\n,\r\nJüri,2');
    expect(table.rows.map((row) => row.number)).toEqual([1, 3, 5]);
  });

  it('with a stray quotation mark loses no row, and the problem names the row', () => {
    const table = parseTable('name;number\n"Mari;+37255500001\nJüri;+37255500002\n"Ülo";+37255500003\n');
    expect(cells(table)).toEqual([
      ['name', 'number'],
      ['"Mari', '+37255500001'],
      ['Jüri', '+37255500002'],
      ['Ülo', '+37255500003'],
    ]);
    expect(table.loneQuotes).toEqual([2]);
  });

  it.each(['5" pipe,1', 'a,"b" c', '"'])('keeps a quotation mark in the middle of a cell: %s', (text) => {
    expect(parseTable(`x,y\n${text}`).rows.at(-1)?.cells.join(',')).toBe(text);
  });

  it('keeps names with emoji and right-to-left names', () => {
    expect(cells(parseTable('\ufeffname\tnumber\n👩‍👩‍👧\t1\nדנה\t2\nمريم\t3'))).toEqual([
      ['name', 'number'],
      ['👩‍👩‍👧', '1'],
      ['דנה', '2'],
      ['مريم', '3'],
    ]);
  });

  it('of ten megabytes is read quickly, also if it has only quotation marks', () => {
    const rows = parseTable('"Mari",+37255500001,Tallinn\n'.repeat(360_000)).rows;
    expect(rows).toHaveLength(360_000);
    expect(parseTable('"'.repeat(1_000_000)).rows).toHaveLength(1);
    expect(parseTable('"a\n'.repeat(100_000)).loneQuotes).toHaveLength(100_000);
  });

  it('that was written by the CSV rules is read back unchanged', () => {
    const cell = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.trim().replace(/[\u200b\u2060\ufeff]/gu, ''))
      // An apostrophe in front of a formula is not part of a cell.
      .filter((text) => !text.startsWith("'"));
    const written = (value: string) => `"${value.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\t', ',', ';', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        (table, delimiter, lineEnd) => {
          const text = table.map((row) => row.map(written).join(delimiter)).join(lineEnd);
          const filled = table.filter((row) => row.some((one) => one !== ''));
          expect(cells(parseTable(text, delimiter))).toEqual(filled);
        },
      ),
    );
  });
});

describe('the columns of a pasted table', () => {
  it('take their names from a heading, and the number column is found', () => {
    expect(reading('Name;Phone;City\nMari;+372 5550 0001;Tartu\nJüri;5550 0002;Võru')).toMatchObject({
      hasHeading: true,
      numberColumn: 1,
    });
  });

  it('without a heading still include the number column', () => {
    expect(reading('+37255500001\tMari\n+37255500002\tJüri')).toMatchObject({
      hasHeading: false,
      numberColumn: 0,
    });
    expect(reading('Mari\t+37255500002')).toMatchObject({ hasHeading: false, numberColumn: 1 });
  });

  it('that could both be numbers are distinguished by their names, or not at all', () => {
    const rows = '55500001;55500009\n55500002;55500008';
    expect(reading(`klient;mobiil\n${rows}`)).toMatchObject({ numberColumn: 1, numberColumns: [0, 1] });
    expect(reading(`a;b\n${rows}`)).toMatchObject({ numberColumn: null, numberColumns: [0, 1] });
    expect(reading(`phone;mobile\n${rows}`).numberColumn).toBeNull();
  });

  it('with numbers that Excel has rounded still count as numbers, so that the problem can be shown', () => {
    expect(reading('name;phone\nMari;3,72555E+11\nJüri;3,72555E+11')).toMatchObject({ numberColumn: 1 });
    expect(isRounded('3.72555E+11')).toBe(true);
    expect(isRounded('37255500001')).toBe(false);
  });

  it('of a table without numbers are not guessed', () => {
    expect(reading('a,b\nx,y')).toMatchObject({ numberColumn: null, hasHeading: false });
    expect(readColumns(parseTable(''), isNumber)).toEqual({
      hasHeading: false,
      numberColumn: null,
      numberColumns: [],
    });
  });
});
