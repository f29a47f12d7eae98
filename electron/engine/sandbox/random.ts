import { createHash } from 'node:crypto';

/** A source of random numbers in [0, 1). */
export type Random = () => number;

/**
 * Creates a random source that depends only on the seed and the key, so that other messages cannot change
 * what a message does.
 *
 * @param seed the sandbox's seed
 * @param key identifies the purpose of the numbers, e.g. the fingerprint of a request
 * @returns mulberry32, initialised with a SHA-256 of both
 */
export function createRandom(seed: number, key: string): Random {
  let state = createHash('sha256').update(`${seed}\n${key}`).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Draws from a log-normal distribution, the usual shape of delivery times (most are short, a few very long).
 *
 * @param median half of the drawn values are below this value
 * @param sigma the standard deviation of the logarithm; 0 always gives the median
 */
export function drawLogNormal(random: Random, median: number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
