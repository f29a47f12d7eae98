/** Tests exported tables: their separator, times and columns as CSV, and as a workbook, from the command line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../renderer/features/compose/workbook/read-workbook.ts';
import { revealFormula } from '../../shared/messaging/defused-cell.ts';
import { parseTable } from '../../shared/messaging/table.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { exportedRows } from '../helpers/exported-rows.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { seedFolder } from '../helpers/seed.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const env = { OMNIDECK_PASSPHRASE: testPassphrase, TZ: 'Europe/Tallinn' };

/** A history around the night in which clocks are set back in Tallinn. */
function history(messages = 60): string {
  const folder = temporaryFolder();
  seedFolder({ folder, messages, seed: 7, now: Date.parse('2026-10-25T03:00:00Z') });
  return folder;
}
async function exported(data: string, name: string, ...options: string[]): Promise<string> {
  const file = join(temporaryFolder(), name);
  const run = await omnideck(['export', file, ...options, '--data', data, '--json'], { env });
  expect(jsonLines(run.stdout)).toMatchObject([{ state: 'done', file }]);
  return file;
}
const messages = `SELECT o.id, o.recipient, o.created_at / 1000 AS created, o.settled_at / 1000 AS settled, o.cost, o.note, s.channel, s.text,
  s.status, s.err, s.at / 1000 AS at FROM step s JOIN omnimessage o ON o.seq = s.omnimessage_seq ORDER BY o.id, s.position`;
const rows = (folder: string) => rowsOf(join(folder, 'omnideck.db'), messages);

describe('an exported CSV table', () => {
  it('has the values that SQLite reads from the database', async () => {
    const data = history(400);
    const table = parseTable(readFileSync(await exported(data, 'table.csv'), 'utf8'));
    const cells = table.rows.slice(1).map((row) => row.cells.map(revealFormula));
    const expected = rowsOf(join(data, 'omnideck.db'), exportedRows).map((row) => Object.values(row));
    expect(cells).toEqual(expected.map((row) => row.map((value) => (value === null ? '' : String(value)))));
    expect(new Set(expected.map((row) => row.filter((value) => value !== null).length)).size).toBeGreaterThan(
      3,
    );
  });

  it('has the chosen separator, local times and columns, and no cell that a spreadsheet calculates', async () => {
    const data = history();
    const columns = ['to', 'created_at', 'cost', 'step_1_text'];
    const file = await exported(
      data,
      'table.csv',
      ...['--separator', ';', '--times', 'local', '--columns', columns.join(',')],
    );
    const text = readFileSync(file, 'utf8');
    const [heading, ...lines] = text.replace('\ufeff', '').trim().split('\r\n');
    expect(heading).toBe('to;created_at (Europe/Tallinn);cost;step_1_text');
    expect(lines[0]).toMatch(/^'\+\d+;2026-\d\d-\d\d \d\d:\d\d:\d\d(?: \+\d\d:00)?;(?:\d+,\d+)?;/u);
    expect(text).not.toMatch(/(?:^|;)"?[=+@]/mu);
    expect(parseTable(text)).toMatchObject({ delimiter: ';', width: 4 });
  });

  it('with semicolons, decimal commas and local times is imported with the same values', async () => {
    const data = history();
    const file = await exported(data, 'table.csv', '--separator', ';', '--times', 'local');
    const to = temporaryFolder();
    const run = await omnideck(['import', file, '--data', to, '--json'], { env });
    expect(jsonLines(run.stdout)).toMatchObject([{ added: 60, rejected_count: 0 }]);
    expect(rows(to)).toEqual(rows(data));
    expect(databaseFaults(join(to, 'omnideck.db'), join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it('that lacks columns is not imported, and the problem names them', async () => {
    const data = history(3);
    const file = await exported(data, 'table.csv', '--columns', 'id,to,state');
    const run = await omnideck(['import', file, '--data', temporaryFolder(), '--json'], { env });
    expect(jsonLines(run.stdout)).toMatchObject([{ error: { code: 'import-columns' } }]);
  });

  it.each([
    ['a separator in JSON Lines', ['all.jsonl', '--separator', ';'], 'export-option'],
    ['a separator in a workbook', ['all.xlsx', '--separator', ';'], 'export-option'],
    ['a workbook on standard output', ['-', '--format', 'xlsx'], 'export-to-output'],
    ['an unknown column', ['all.csv', '--columns', 'to,nickname'], 'filter-invalid'],
  ])('is refused with %s', async (_, words, code) => {
    const run = await omnideck(['export', ...words, '--data', temporaryFolder(), '--json'], { env });
    expect(run.code).toBe(2);
    expect(jsonLines(run.stdout)).toMatchObject([{ error: { code } }]);
  });
});

describe('an exported workbook', () => {
  it('has numbers as text, amounts as numbers, and the same cells as the CSV table', async () => {
    const data = history();
    const file = await exported(data, 'table.xlsx');
    const book = await readWorkbook(new Uint8Array(readFileSync(file)));
    if (!book.ok) throw new Error(book.why);
    const [sheet] = book.sheets;
    const table = parseTable(readFileSync(await exported(data, 'table.csv'), 'utf8'));
    const plain = (cell: string) => (/^\d+\.\d+$/u.test(cell) ? String(Number(cell)) : cell.trim());
    expect(sheet?.rows.map((row) => row.map(plain))).toEqual(
      table.rows.map(({ cells }) => Array.from({ length: table.width }, (_, at) => plain(cells[at] ?? ''))),
    );
    expect(sheet?.rows[1]?.[5]).toMatch(/^\+\d{7,15}$/u);
  });
});
