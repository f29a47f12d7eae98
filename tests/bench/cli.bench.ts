/**
 * Measures the processor time of a command, in all of its threads, with a folder of 1,000 messages (`--messages N`,
 * `--data DIR`) and without a console. Compared with a bare Node that opens the same database and reads 50 rows. A sample
 * is one process; all are measured in turn.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseName } from '../../electron/engine/db/store.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { omnideckScript } from '../helpers/engine-files.ts';
import { cleanEnvironment } from '../helpers/omnideck-process.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';
import { historyFolder } from './history-folder.ts';
import { type BenchOptions, compare, type Row, type Target } from './rows.ts';

const full = { warmUps: 2, rounds: 50, messages: 1_000 };
const small = { warmUps: 0, rounds: 1, messages: 100 };

/** Writes the processor time of the process to the file that the environment names, when the process ends. */
const watch = join(import.meta.dirname, 'watch-processor.cjs');

const bareReader = `
  const Database = require('better-sqlite3');
  const db = new Database(process.argv[1], { readonly: true });
  db.prepare('SELECT * FROM omnimessage ORDER BY seq DESC LIMIT 50').all();
  db.close();
`;

const reading: Target = { of: 'ours', atMost: 350 };
const sending: Target = { of: 'ours', atMost: 1_200 };

export async function bench({ short, words }: BenchOptions): Promise<Row[]> {
  const { warmUps, rounds, messages } = short ? small : full;
  const { folder } = await historyFolder(words, messages);
  try {
    const commands = commandsFor(folder.path).map((command) => ({ ...command, times: [] as number[] }));
    const bare: number[] = [];
    for (let index = 0; index < warmUps + rounds; index += 1) {
      const bareTime = await processorMs(['-e', bareReader, join(folder.path, databaseName)]);
      if (index >= warmUps) bare.push(bareTime);
      for (const command of commands) {
        const time = await processorMs([omnideckScript, ...command.words, '--data', folder.path]);
        // The first rounds fill the caches of compiled code.
        if (index >= warmUps) command.times.push(time);
      }
    }
    return commands.map(({ name, target, times }) =>
      compare({
        ...{ what: `processor time of ${name}`, unit: 'ms', by: 'median', target },
        ...{ ours: times, baselineOf: 'a bare Node that reads the same database', baseline: bare },
      }),
    );
  } finally {
    await folder.remove();
  }
}

function commandsFor(folder: string) {
  const [settled] = rowsOf(
    join(folder, databaseName),
    "SELECT id FROM omnimessage WHERE state = 'delivered' ORDER BY seq DESC LIMIT 1",
  );
  const reads = {
    list: ['list'],
    search: ['search', 'a', '--limit', '50'],
    'status of a settled message': ['status', String(settled?.id)],
    'export of 1,000 messages': ['export', '-', '--format', 'csv'],
    runs: ['runs'],
    'do-not-send list': ['do-not-send', 'list'],
    'account list': ['account', 'list'],
  };
  return [
    ...Object.entries(reads).map(([name, words]) => ({ name, words, target: reading })),
    {
      name: 'send --sandbox',
      // Its message is delivered. One that fails a second later ends the command with 1 on a slow machine.
      words: ['send', '--sandbox', '--to', '+37255500000', '--sms', 'Hi'],
      target: sending,
    },
  ];
}

/** Returns the processor time of one process, milliseconds. @throws if the process fails */
async function processorMs(words: readonly string[]): Promise<number> {
  const report = join(tmpdir(), `omnideck-processor-${process.pid}.json`);
  const child = spawn(process.execPath, ['--require', watch, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: cleanEnvironment({ OMNIDECK_PASSPHRASE: testPassphrase, PROCESSOR_REPORT: report }),
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${words.join(' ')} exited with ${String(code)}: ${errors}`);
  const { user, system } = JSON.parse(readFileSync(report, 'utf8')) as NodeJS.CpuUsage;
  rmSync(report);
  return (user + system) / 1_000;
}
