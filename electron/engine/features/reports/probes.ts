import type { Probe } from './types.ts';

export type Probes = {
  expect(): Probe;
  /** Returns the nonce of an expected probe. @returns null if no such probe is expected */
  nonceOf(path: string): string | null;
};

/** The oldest expected probes are dropped, so that forgotten ones do not accumulate. */
const mostExpected = 64;

/** Creates the probes. @param randomHex returns 32 new hexadecimal digits each time */
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
