/** What the benchmarks of export and import share. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { historyFolder } from './history-folder.ts';
import type { Row } from './rows.ts';
import type { Timed } from './sqlite-shell.ts';
import { median, round } from './statistics.ts';
import type { Transferred } from './transfer-host.ts';

const run = promisify(execFile);
const host = fileURLToPath(new URL('transfer-host.ts', import.meta.url));

/**
 * Exports a folder's messages to a new file, or imports a file into a folder, in another process with the options of the
 * command line.
 */
export async function transfer(
  kind: 'export' | 'import',
  folder: string,
  file: string,
): Promise<Transferred> {
  const { stdout } = await run(process.execPath, ['--max-semi-space-size=4', host, folder, kind, file]);
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(last) as Transferred;
}

/** One round: Omnideck, and the other program with the same rows. */
export type Round = Transferred & { readonly baselineMs: number };

type Places = {
  /** The data folder with the messages. */
  readonly folder: string;
  /** An empty folder, which is removed afterwards. */
  readonly target: string;
};

type RunRound = (round: number) => Promise<{ readonly other: Timed; readonly ours: Transferred }>;

/**
 * Fills a data folder, and runs the rounds of a benchmark one after the other.
 * @param prepared prepares the rounds once, and returns what runs one of them
 */
export async function transferRounds(
  words: readonly string[],
  size: { readonly messages: number; readonly rounds: number },
  prepared: (places: Places) => Promise<RunRound>,
): Promise<{ readonly rounds: readonly Round[]; readonly baselineOf: string }> {
  const { folder } = await historyFolder(words, size.messages);
  const target = await mkdtemp(join(tmpdir(), 'omnideck-bench-'));
  const rounds: Round[] = [];
  let baselineOf = '';
  try {
    const runRound = await prepared({ folder: folder.path, target });
    for (let index = 0; index < size.rounds; index += 1) {
      const { other, ours } = await runRound(index);
      baselineOf = other.name;
      rounds.push({ ...ours, baselineMs: other.ms });
    }
  } finally {
    await rm(target, { recursive: true, force: true });
    await folder.remove();
  }
  return { rounds, baselineOf };
}

/** Returns the row of the rates; a sample is one message. */
export function rateRow(what: string, baselineOf: string, rounds: readonly Round[], most: number): Row {
  const rate = (ms: (round: Round) => number) =>
    median(rounds.map((round) => (ms(round) * 1_000) / round.messages));
  const [ours, baseline] = [rate(({ ms }) => ms), rate(({ baselineMs }) => baselineMs)];
  return {
    what: `${what}, median of ${rounds.length} rounds`,
    baselineOf,
    unit: 'µs a message',
    ours: round(ours, 1),
    baseline: round(baseline, 1),
    ratio: round(median(rounds.map(({ ms, baselineMs }) => ms / baselineMs))),
    samples: rounds.reduce((sum, { messages }) => sum + messages, 0),
    target: { of: 'ratio', atMost: most },
  };
}
