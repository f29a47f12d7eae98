/** Tables as RFC 4180 has them: what comes back is what went in, and what is broken is told without losing the rest. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvReader, csvLine, defuse, reveal } from '../../../electron/engine/files/csv.ts';

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
  ])('%j is not calculated, and comes back: %s', (text) => {
    expect(defuse(text).startsWith("'")).toBe(true);
    expect(reveal(defuse(text))).toBe(text);
  });

  it.each(['0.045', '2026-11-25T02:00:00.000Z', 'Tere =)', '', 'a+b'])('%j stays as it is', (text) => {
    expect(defuse(text)).toBe(text);
  });

  it('of any text comes back as it was, and never begins with what is calculated', () => {
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

  it('comes back as it was, however it is cut into pieces', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(40)), (table, cuts) => {
        const whole = table.map(csvLine).join('');
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

  it('with a lone quote loses that line and no other', () => {
    expect(cells('a,b\r\n1,x"y\r\n2,z\r\n')).toEqual([
      { kind: 'record', line: 1, cells: ['a', 'b'] },
      { kind: 'fault', line: 2, fault: 'stray-quote' },
      { kind: 'record', line: 3, cells: ['2', 'z'] },
    ]);
  });

  it('with a quote that is never closed does not swallow the rest', () => {
    expect(cells('a,b\n1,"open\n2,z\n3,y\n')).toEqual([
      { kind: 'record', line: 1, cells: ['a', 'b'] },
      { kind: 'fault', line: 2, fault: 'unclosed-quote' },
      { kind: 'record', line: 3, cells: ['2', 'z'] },
      { kind: 'record', line: 4, cells: ['3', 'y'] },
    ]);
  });

  it('counts lines as an editor does, inside of cells too', () => {
    expect(cells('a,"one\ntwo"\nb,"x" y\nc,d').map(({ line }) => line)).toEqual([1, 3, 4]);
  });

  it('with a line that is too long says so, and goes on', () => {
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
