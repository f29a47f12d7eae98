/**
 * Measures the import of an exported CSV file into an empty data folder: through the console's own job, with every row
 * checked, indexed for the search, and committed. Compared with `.import` of the same file into one table without an
 * index in SQLite's own shell (or python3's sqlite3). Both in turn, in several rounds. A sample is one message.
 *
 * `npm run -s bench -- import [--messages N] [--data DIR]`; an empty DIR is filled and kept.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../helpers/e2e-console.ts';
import { historyFolder } from './history-folder.ts';
import type { BenchOptions, Row } from './rows.ts';
import { readCsv } from './sqlite-shell.ts';
import { type Round, rateRow, transfer } from './transfer.ts';

const full = { messages: 100_000, rounds: 3 };
const small = { messages: 100, rounds: 1 };

export async function bench({ short, words }: BenchOptions): Promise<Row[]> {
  const size = short ? small : full;
  const { folder } = await historyFolder(words, size.messages);
  const target = await mkdtemp(join(tmpdir(), 'omnideck-bench-'));
  const file = join(target, 'messages.csv');
  const rounds: Round[] = [];
  let baselineOf = '';
  try {
    await transfer('export', folder.path, file);
    for (let index = 0; index < size.rounds; index += 1) {
      const other = await readCsv(join(target, `other-${index}.db`), file);
      const empty = await makeFolder({ messages: 0 });
      const ours = await transfer('import', empty.path, file);
      await empty.remove();
      baselineOf = other.name;
      rounds.push({ ...ours, baselineMs: other.ms });
    }
  } finally {
    await rm(target, { recursive: true, force: true });
    await folder.remove();
  }
  return [rateRow('import of CSV', baselineOf, rounds, 4)];
}
