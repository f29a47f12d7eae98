/**
 * Fuzzes one target in a process of its own, so that a crash, an endless loop or a lack of memory ends this process and
 * not the test. Arguments: the target's name, the seed, the number of inputs, the file for the index of the input that is
 * being parsed. Prints one line of JSON.
 */
import { openSync, writeSync } from 'node:fs';
import { inputOf } from './mutate.ts';
import { targets } from './targets.ts';

export interface FuzzFigures {
  readonly accepted: number;
  readonly refused: number;
  /** Processor time of the slowest input, milliseconds. */
  readonly slowestMs: number;
  readonly slowest: number;
  /** Growth of the memory in use after the first quarter of the inputs, bytes. */
  readonly growth: number;
}

const [, , name = '', seed = '0', count = '0', progress = ''] = process.argv;
const target = targets.find((one) => one.name === name);
if (target === undefined) throw new Error(`no target ${name}`);
const { gc } = globalThis;
if (gc === undefined) throw new Error('start with --expose-gc');

const used = async (): Promise<number> => {
  // Twice, with a turn between: what a finalizer frees is collected by the second run.
  gc();
  await new Promise((resolve) => setImmediate(resolve));
  gc();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
};

/** Returns this thread's processor time since `before`, milliseconds. */
const millisecondsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
};

const seemsSlowMs = 500;
const inputs = Number(count);
const progressFile = openSync(progress, 'w');
const index = new BigUint64Array(1);
const counted = { accepted: 0, refused: 0 };
let slowestMs = 0;
let slowest = 0;
let settledAt = 0;
const { parse, stop } = await target.start();
for (let at = 0; at < inputs; at += 1) {
  index[0] = BigInt(at);
  writeSync(progressFile, index, 0, 8, 0);
  const input = inputOf(target, Number(seed), at);
  const before = process.threadCpuUsage();
  counted[await parse(input)] += 1;
  let took = millisecondsSince(before);
  // The processor time of one input contains collections of the garbage of the inputs before it, and grows on a busy
  // computer. An input that seems slow is parsed twice more, and its shortest time counts.
  for (let again = 0; took > seemsSlowMs && again < 2; again += 1) {
    const repeated = process.threadCpuUsage();
    await parse(input);
    took = Math.min(took, millisecondsSince(repeated));
  }
  if (took > slowestMs) [slowestMs, slowest] = [took, at];
  if (at === inputs >> 2) settledAt = await used();
}
const growth = (await used()) - settledAt;
await stop();
process.stdout.write(
  `${JSON.stringify({ ...counted, slowestMs: Math.round(slowestMs), slowest, growth })}\n`,
);
