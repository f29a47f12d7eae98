/** The largest seed of the sandbox, of a plan and of a scenario. */
export const mostSeed = 999_999_999;

/** Returns whether a number is a seed: a whole number from 0 to 999,999,999. */
export function isSeed(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= mostSeed;
}
