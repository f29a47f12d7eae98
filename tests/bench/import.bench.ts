/**
 * Measures the import of an exported CSV file into an empty data folder: through the console's own job, with every row
 * checked, indexed for the search, and committed. Compared with `.import` of the same file into one table without an
 * index in SQLite's own shell (or python3's sqlite3). Both in turn, in several rounds. A sample is one message.
 *
 * `npm run -s bench -- import [--messages N] [--data DIR]`; an empty DIR is filled and kept.
 */
import { join } from 'node:path';
import { makeFolder } from '../helpers/e2e-console.ts';
import type { BenchOptions, Row } from './rows.ts';
import { readCsv } from './sqlite-shell.ts';
import { rateRow, transfer, transferRounds } from './transfer.ts';

const full = { messages: 100_000, rounds: 3 };
const small = { messages: 100, rounds: 1 };

export async function bench({ short, words }: BenchOptions): Promise<Row[]> {
  const { rounds, baselineOf } = await transferRounds(
    words,
    short ? small : full,
    async ({ folder, target }) => {
      const file = join(target, 'messages.csv');
      await transfer('export', folder, file);
      return async (round) => {
        const other = await readCsv(join(target, `other-${round}.db`), file);
        const empty = await makeFolder({ messages: 0 });
        const ours = await transfer('import', empty.path, file);
        await empty.remove();
        return { other, ours };
      };
    },
  );
  return [rateRow('import of CSV', baselineOf, rounds, 4)];
}
