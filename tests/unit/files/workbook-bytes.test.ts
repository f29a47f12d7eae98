/** Tests exported workbooks: any text is read back, and the file is valid XML. */
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { ZipError } from 'hucre';
import { describe, expect, it } from 'vitest';
import type { TableCell } from '../../../electron/engine/features/backups/table-writer.ts';
import { workbookBytes } from '../../../electron/engine/features/backups/workbook-bytes.ts';
import { WorkbookTooLarge } from '../../../electron/engine/features/backups/workbook-too-large.ts';
import { readWorkbook } from '../../../renderer/features/compose/workbook/read-workbook.ts';

async function* each(rows: readonly TableCell[][]): AsyncGenerator<TableCell[]> {
  yield* rows;
}
async function written(rows: readonly TableCell[][]): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of workbookBytes(['text', 'end'], each(rows))) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
async function readBack(rows: readonly TableCell[][]): Promise<readonly (readonly string[])[]> {
  const book = await readWorkbook(await written(rows));
  if (!book.ok) throw new Error(book.why);
  return book.sheets[0]?.rows.slice(1) ?? [];
}

it('a workbook that would exceed its format is reported as too large', async () => {
  async function* tooMany(): AsyncGenerator<TableCell[]> {
    yield ['a', 'b'];
    // As the writer throws it; a test cannot write 4 GiB.
    throw new ZipError('ZIP entry exceeds the 4 GiB limit');
  }
  const write = async () => {
    for await (const _ of workbookBytes(['text', 'end'], tooMany()));
  };
  await expect(write()).rejects.toThrow(WorkbookTooLarge);
});

describe('a cell of an exported workbook', () => {
  it.each([
    '+37255501400',
    '=HYPERLINK("http://evil.example")',
    '0123',
    '1e5',
    '_x0041_ and _x005F_x0041_',
    'a\u0001b\tc\nd',
    '<b>&amp;',
  ])('%j is a text, and is read back unchanged', async (text) => {
    expect(await readBack([[text, 'end']])).toEqual([[text, 'end']]);
    const sheet = strFromU8(
      unzipSync(await written([[text, null]]))['xl/worksheets/sheet1.xml'] ?? new Uint8Array(),
    );
    expect(sheet).toContain('<c r="A2" t="inlineStr">');
    expect(sheet).not.toContain('<f>');
  });

  it('has characters that XML forbids replaced, and is no longer than a spreadsheet allows', async () => {
    const [row] = await readBack([['a\ud800\uffff', 'x'.repeat(40_000)]]);
    expect(row?.[0]).toBe('a\ufffd\ufffd');
    expect(row?.[1]).toBe(`${'x'.repeat(32_766)}…`);
  });

  it('of any text is read back, in rows of any number', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((value) => !/[\r\ufffe\uffff]/u.test(value) && value.isWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
        expect(await readBack(texts.map((one) => [one, 'end']))).toEqual(texts.map((one) => [one, 'end']));
      }),
      { numRuns: 30 },
    );
  });
});
