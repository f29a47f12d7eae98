import type { Probe } from './types.ts';

export type Probes = {
  expect(): Probe;
  /** @returns null while no such probe is expected */
  nonceOf(path: string): string | null;
};

/** A probe that is forgotten by nobody makes room in the end. */
const mostExpected = 64;

/** @param randomHex 32 hexadecimal digits, new ones each time */
export function makeProbes(prefix: string, randomHex: () => string): Probes {
  const expected = new Map<string, string>();
  return {
    expect() {
      const path = `${prefix}/probe/${randomHex()}`;
      const nonce = randomHex();
      for (const oldest of expected.keys()) {
        if (expected.size < mostExpected) break;
        expected.delete(oldest);
      }
      expected.set(path, nonce);
      return { path, nonce, forget: () => void expected.delete(path) };
    },
    nonceOf: (path) => expected.get(path) ?? null,
  };
}
