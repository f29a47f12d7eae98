import { createHash } from 'node:crypto';

/** A source of numbers in [0, 1). */
export type Random = () => number;

/**
 * A random source that depends on nothing but the seed and the key, so that what one message does can't be
 * changed by whatever other messages arrive before it.
 *
 * @param seed the sandbox's seed
 * @param key what the numbers are for, e.g. the fingerprint of a request
 * @returns mulberry32, started from a SHA-256 of both
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
 * A draw from a log-normal distribution: the usual shape of delivery times (most are quick, a few take very long).
 *
 * @param median half of the draws are below this
 * @param sigma the spread of the logarithm; 0 gives the median always
 */
export function drawLogNormal(random: Random, median: number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
