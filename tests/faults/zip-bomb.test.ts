/** Tests that no workbook of recipients uses much memory, whatever it unpacks to. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { workbookOf, workbookOfXml } from '../helpers/workbook.ts';

const reader = join(import.meta.dirname, '../helpers/read-workbook-process.ts');
const megabyte = 1_000_000;

async function reading(bytes: Uint8Array): Promise<{ answer: string; mostBytes: number }> {
  const file = join(temporaryFolder(), 'workbook.xlsx');
  writeFileSync(file, bytes);
  const { stdout } = await promisify(execFile)(process.execPath, [reader, file]);
  return JSON.parse(stdout) as { answer: string; mostBytes: number };
}

/** Returns a workbook whose directory says that each large part has this size. */
function declaring(size: number, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 46; at += 1)
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > megabyte)
      view.setUint32(at + 24, size, true);
  return bytes;
}

describe('a workbook of recipients', () => {
  const bomb = () => workbookOfXml({ A: ' '.repeat(120 * megabyte) });

  it.each([
    ['unpacks to 120 MB', bomb, 'large'],
    ['declares 1 kB and unpacks to 120 MB', () => declaring(1_000, bomb()), 'damaged'],
    ['declares 4 GB', () => declaring(0xffff_fff0, bomb()), 'large'],
    [
      'has one value in the last cell of the last row',
      () =>
        workbookOfXml({
          A: '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        }),
      'large',
    ],
  ])('that %s is refused within the memory of a small one', async (_, make, answer) => {
    const small = await reading(workbookOf({ A: [['a']] }));
    const read = await reading(make());
    expect(small.answer).toBe('read');
    expect(read.answer).toBe(answer);
    expect(read.mostBytes - small.mostBytes).toBeLessThan(60 * megabyte);
  });
});
