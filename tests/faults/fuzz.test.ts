import { afterAll, describe, it, type TestContext } from 'vitest';
import { count, seed } from '../helpers/counts.ts';
import { runFuzz } from '../helpers/fuzz/run-fuzz.ts';
import { targets } from '../helpers/fuzz/targets.ts';
import { type Figure, reportFigures } from '../helpers/report-figures.ts';

const inputs = count({ short: 200, long: 100_000 });
// The short form repeats the same inputs each time: a new finding belongs to the long form, not to somebody's change.
const inputSeed = count({ short: 1, long: seed() });

const names = targets.map(({ name }) => name);

const results = new Map<string, string>();

/** Returns the results in the order of the targets: they do not end in this order. */
function figures(): Figure[] {
  const ofTargets = names.flatMap((name): Figure[] => {
    const result = results.get(name);
    return result === undefined ? [] : [[name, result]];
  });
  return [['inputs for each parser', inputs], ...ofTargets];
}

async function fuzz(name: string, { expect }: TestContext): Promise<void> {
  const { accepted, refused, slowestMs, slowest, growth } = await runFuzz(name, inputSeed, inputs);
  const grown = Math.round(growth / 1024);
  results.set(
    name,
    `${accepted} accepted, ${refused} refused; the slowest took ${slowestMs} ms; memory grew by ${grown} kB`,
  );
  expect(Math.min(accepted, refused), 'the inputs are all valid, or all invalid').toBeGreaterThan(0);
  expect(slowestMs, `input ${slowest}`).toBeLessThan(1_000);
  expect(growth).toBeLessThan(16 * 1024 * 1024);
}

describe('the parser of', () => {
  afterAll(() => reportFigures('Fuzzed parsers', figures()));
  // Each parser runs in a process of its own, so two of them use two cores.
  it.concurrent.for(names)('%s neither fails, nor hangs, nor grows', fuzz);
});
