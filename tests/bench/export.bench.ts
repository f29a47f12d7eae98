/**
 * Measures the export of a history as CSV: through the console's own job, from the request until the file has its name
 * and is on disk. Compared with SQLite's own shell (or python3's sqlite3), which writes the same rows of the same file
 * as CSV. Both in turn, in several rounds. A sample is one message.
 *
 * `npm run -s bench -- export [--messages N] [--data DIR]`; an empty DIR is filled and kept.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseName } from '../../electron/engine/db/store.ts';
import { channels } from '../../shared/messaging/types.ts';
import { historyFolder } from './history-folder.ts';
import type { BenchOptions, Row } from './rows.ts';
import { writeCsv } from './sqlite-shell.ts';
import { median, round } from './statistics.ts';
import { type Round, rateRow, transfer } from './transfer.ts';

const full = { messages: 1_000_000, rounds: 3 };
const small = { messages: 100, rounds: 1 };

export async function bench({ short, words }: BenchOptions): Promise<Row[]> {
  const size = short ? small : full;
  const { folder } = await historyFolder(words, size.messages);
  const target = await mkdtemp(join(tmpdir(), 'omnideck-bench-'));
  const rounds: Round[] = [];
  let baselineOf = '';
  try {
    for (let index = 0; index < size.rounds; index += 1) {
      const other = await writeCsv(
        join(folder.path, databaseName),
        sameRows,
        join(target, `other-${index}.csv`),
      );
      const ours = await transfer('export', folder.path, join(target, `ours-${index}.csv`));
      baselineOf = other.name;
      rounds.push({ ...ours, baselineMs: other.ms });
    }
  } finally {
    await rm(target, { recursive: true, force: true });
    await folder.remove();
  }
  return [rateRow('export as CSV', baselineOf, rounds, 2), memoryRow(rounds)];
}

function memoryRow(rounds: readonly Round[]): Row {
  const growth = median(rounds.map(({ growthMb }) => growthMb));
  const allowed = 64;
  return {
    what: `memory growth during an export, median of ${rounds.length} rounds`,
    baselineOf: 'the allowed growth',
    unit: 'MB',
    ours: round(growth, 1),
    baseline: allowed,
    ratio: round(growth / allowed),
    samples: rounds.reduce((sum, { messages }) => sum + messages, 0),
    target: { of: 'ours', atMost: allowed },
  };
}

const time = (column: string): string => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;

/** The columns of a step, in the order of the export. */
const stepColumns = (s: string): string =>
  [
    ...[
      `${s}.channel`,
      `coalesce(${s}.sender_used, ${s}.sender)`,
      `${s}.text`,
      `${s}.wait_seconds`,
      `${s}.state`,
    ],
    ...[`${s}.status`, `${s}.err`, `${s}.error`, time(`${s}.at`), `${s}.message_id`],
    `(SELECT total_price FROM status_event e WHERE e.omnimessage_seq = o.seq AND e.total_price IS NOT NULL
       AND coalesce(e.message_id = ${s}.message_id, e.channel = ${s}.channel) ORDER BY e.id DESC LIMIT 1)`,
  ].join(', ');

const steps = channels.map((_, index) => `s${index}`);

/** The same columns of the same rows as the export, in the same order. */
const sameRows = `SELECT o.id, o.omnimessage_id, a.name, a.id, a.kind, o.recipient, o.country, o.state, o.delivered_by,
    iif(o.delivered_twice, 'yes', ''), o.cost, iif(o.cost IS NULL AND o.estimate_low IS NULL, '', 'EUR'), o.estimate_low,
    o.estimate_high, ${['created_at', 'send_at', 'accepted_at', 'settled_at'].map((name) => time(`o.${name}`)).join(', ')},
    o.problem ->> 'code', o.problem ->> 'message', o.problem ->> 'hint',
    (SELECT group_concat(t.name, char(10)) FROM omnimessage_tag mt JOIN tag t ON t.id = mt.tag_id
     WHERE mt.omnimessage_seq = o.seq), o.note, o.purpose, o.resend_of, o.batch_id,
    ${steps.map(stepColumns).join(', ')}
  FROM omnimessage o JOIN account a ON a.id = o.account_id
  ${steps.map((s, index) => `LEFT JOIN step ${s} ON ${s}.omnimessage_seq = o.seq AND ${s}.position = ${index}`).join(' ')}
  ORDER BY o.seq DESC`;
