/**
 * How often a long test repeats its work, and the seed of its random choices. `npm test` runs the short form
 * of each long test; OMNIDECK_LONG=1 (`npm run test:long`) runs the full form. OMNIDECK_TEST_SEED repeats the
 * random choices of an earlier run.
 */

/** Returns the number of repetitions: `short` in `npm test`, `long` if OMNIDECK_LONG is 1. */
export function count({ short, long }: { readonly short: number; readonly long: number }): number {
  return process.env.OMNIDECK_LONG === '1' ? long : short;
}

const drawn = Math.floor(Math.random() * 1e9);

/** Returns the seed of this run: OMNIDECK_TEST_SEED, or a random number for each test file. */
export function seed(): number {
  const given = process.env.OMNIDECK_TEST_SEED;
  return given === undefined ? drawn : Number(given);
}
