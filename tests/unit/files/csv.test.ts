/**
 * Tests tables according to RFC 4180: reading returns what was written, and a damaged line is reported
 * without losing the others.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvReader, csvLine } from '../../../electron/engine/files/csv.ts';
import { defuse, reveal } from '../../../shared/messaging/defused-cell.ts';

const cells = (text: string, separator = ',') => {
  const reader = createCsvReader(separator);
  return [...reader.push(text), ...reader.end()];
};

describe('a cell of a CSV export', () => {
  it.each([
    ['=HYPERLINK("http://evil.example","click")', 'a formula'],
    ['+37255501411', 'a number, which a spreadsheet would round'],
    ['-2+3', 'a sum'],
    ['@SUM(A1:A9)', 'an old formula'],
    ['\t=1+1', 'a tab in front of a formula'],
    ['\r=1+1', 'a carriage return in front of one'],
    ['\n=1+1', 'a line break in front of one'],
    ['＝1+1', 'a full-width sign'],
    ["'quoted", 'an apostrophe of its own'],
  ])('%j is not interpreted as a formula, and is read back unchanged: %s', (text) => {
    expect(defuse(text).startsWith("'")).toBe(true);
    expect(reveal(defuse(text))).toBe(text);
  });

  it.each(['0.045', '2026-11-25T02:00:00.000Z', 'Tere =)', '', 'a+b'])('%j stays unchanged', (text) => {
    expect(defuse(text)).toBe(text);
  });

  it('of any text is read back unchanged, and never begins like a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(reveal(defuse(text))).toBe(text);
        expect(defuse(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
      }),
    );
  });
});

describe('a CSV table', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('"', '""', ',', '\r\n', '\n', '=1', "'", ';'),
  );
  const rows = fc.array(fc.array(text, { minLength: 2, maxLength: 5 }), { maxLength: 20 });

  it('is read back unchanged, however it is cut into pieces', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(40)), (table, cuts) => {
        const whole = table.map((row) => csvLine(row)).join('');
        const reader = createCsvReader(',');
        const items = [];
        let from = 0;
        for (const cut of cuts) {
          items.push(...reader.push(whole.slice(from, from + cut)));
          from += cut;
        }
        items.push(...reader.push(whole.slice(from)), ...reader.end());
        expect(items.map((item) => (item.kind === 'record' ? item.cells.map(reveal) : item))).toEqual(table);
      }),
    );
  });

  it('with a single stray quote loses only that line', () => {
    expect(cells('a,b\r\n1,x"y\r\n2,z\r\n')).toEqual([
      { kind: 'record', line: 1, cells: ['a', 'b'] },
      { kind: 'fault', line: 2, fault: 'stray-quote' },
      { kind: 'record', line: 3, cells: ['2', 'z'] },
    ]);
  });

  it('with a quote that is never closed keeps the remaining lines', () => {
    expect(cells('a,b\n1,"open\n2,z\n3,y\n')).toEqual([
      { kind: 'record', line: 1, cells: ['a', 'b'] },
      { kind: 'fault', line: 2, fault: 'unclosed-quote' },
      { kind: 'record', line: 3, cells: ['2', 'z'] },
      { kind: 'record', line: 4, cells: ['3', 'y'] },
    ]);
  });

  it('counts lines as an editor does, also inside cells', () => {
    expect(cells('a,"one\ntwo"\nb,"x" y\nc,d').map(({ line }) => line)).toEqual([1, 3, 4]);
  });

  it('with a line that is too long reports the line and continues', () => {
    const reader = createCsvReader(',', 100);
    const items = [...reader.push('a,b\n'), ...reader.push(`"${'x'.repeat(300)}`), ...reader.push('\nc,d\n')];
    items.push(...reader.end());
    expect(items).toEqual([
      { kind: 'record', line: 1, cells: ['a', 'b'] },
      { kind: 'fault', line: 2, fault: 'too-long' },
      { kind: 'record', line: 3, cells: ['c', 'd'] },
    ]);
  });
});
