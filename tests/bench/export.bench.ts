/**
 * Measures the export of a history as CSV: through the console's own job, from the request until the file has its name
 * and is on disk. Compared with SQLite's own shell (or python3's sqlite3), which writes the same rows of the same file
 * as CSV. Both in turn, in several rounds. A sample is one message.
 *
 * `npm run -s bench -- export [--messages N] [--data DIR]`; an empty DIR is filled and kept.
 */
import { join } from 'node:path';
import { databaseName } from '../../electron/engine/db/store.ts';
import { exportedRows } from '../helpers/exported-rows.ts';
import type { BenchOptions, Row } from './rows.ts';
import { writeCsv } from './sqlite-shell.ts';
import { median, round } from './statistics.ts';
import { type Round, rateRow, transfer, transferRounds } from './transfer.ts';

const full = { messages: 1_000_000, rounds: 3 };
const small = { messages: 100, rounds: 1 };

export async function bench({ short, words }: BenchOptions): Promise<Row[]> {
  const { rounds, baselineOf } = await transferRounds(
    words,
    short ? small : full,
    async ({ folder, target }) =>
      async (round) => {
        const other = await writeCsv(
          join(folder, databaseName),
          exportedRows,
          join(target, `other-${round}.csv`),
        );
        return { other, ours: await transfer('export', folder, join(target, `ours-${round}.csv`)) };
      },
  );
  return [rateRow('export as CSV', baselineOf, rounds, 2), memoryRow(rounds)];
}

/** A short export may need no memory at all, so the row compares whole memories. */
function memoryRow(rounds: readonly Round[]): Row {
  const most = median(rounds.map(({ mostMb }) => mostMb));
  const before = median(rounds.map(({ beforeMb }) => beforeMb));
  return {
    what: `largest memory during an export, median of ${rounds.length} rounds`,
    baselineOf: 'before it',
    unit: 'MB',
    ours: round(most, 1),
    baseline: round(before, 1),
    ratio: round(most / before),
    samples: rounds.reduce((sum, { messages }) => sum + messages, 0),
    target: { of: 'difference', atMost: 64 },
  };
}
