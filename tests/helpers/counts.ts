/**
 * How often a long test repeats its work, and the seed of its random choices. `npm test` runs the short form of each
 * long test; OMNIDECK_LONG=1 (`npm run test:long`) runs the full one. OMNIDECK_TEST_SEED repeats the choices of a run.
 */

/** Returns the number of repetitions: `short` in `npm test`, `long` where OMNIDECK_LONG is 1. */
export function count({ short, long }: { readonly short: number; readonly long: number }): number {
  return process.env.OMNIDECK_LONG === '1' ? long : short;
}

const drawn = Math.floor(Math.random() * 1e9);

/** Returns the seed of this run: OMNIDECK_TEST_SEED, or a number that is drawn once for each test file. */
export function seed(): number {
  const given = process.env.OMNIDECK_TEST_SEED;
  return given === undefined ? drawn : Number(given);
}
