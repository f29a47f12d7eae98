/** What the benchmarks of export and import share. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Row } from './rows.ts';
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
