/**
 * Measures the import of an exported CSV file into an empty data folder: through the console's own job, with every row
 * checked, indexed for the search, and committed. Compared with SQLite's own shell (or python3's sqlite3): with `.import` of
 * the same file into one table without an index, and with an insertion of the same rows into Omnideck's own tables in one
 * transaction. All in turn, in several rounds. A sample is one message.
 *
 * `npm run -s bench -- import [--messages N] [--data DIR]`; an empty DIR is filled and kept.
 */
import { join } from 'node:path';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { makeFolder } from '../helpers/e2e-console.ts';
import { insertImported } from './insert-imported.ts';
import type { BenchOptions, Row } from './rows.ts';
import { insertCsv, readCsv, type Timed } from './sqlite-shell.ts';
import { rateRow, transfer, transferRounds } from './transfer.ts';

const full = { messages: 100_000, rounds: 3 };
const small = { messages: 100, rounds: 1 };

export async function bench({ short, words }: BenchOptions): Promise<Row[]> {
  const inserts: Timed[] = [];
  const { rounds, baselineOf } = await transferRounds(
    words,
    short ? small : full,
    async ({ folder, target }) => {
      const file = join(target, 'messages.csv');
      await transfer('export', folder, file);
      return async (round) => {
        const other = await readCsv(join(target, `other-${round}.db`), file);
        inserts.push(await insertIntoOurs(join(target, `ours-${round}.db`), file));
        const empty = await makeFolder({ messages: 0 });
        const ours = await transfer('import', empty.path, file);
        await empty.remove();
        return { other, ours };
      };
    },
  );
  const withSchema = rounds.map((round, index) => ({
    ...round,
    baselineMs: inserts[index]?.ms ?? Number.NaN,
  }));
  return [
    rateRow('import of CSV', baselineOf, rounds, 4),
    rateRow('the same import', `${baselineOf} with our tables, indexes and search`, withSchema, 2),
  ];
}

/** Inserts the rows of a file into a new database of Omnideck's with the other program. */
async function insertIntoOurs(database: string, file: string): Promise<Timed> {
  migrate(database, migrations, {}).close();
  return insertCsv(database, file, insertImported);
}
