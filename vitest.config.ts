import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './tests/helpers/slowest-first.ts';

// Every process and thread of the tests uses this cache of compiled code. Node compares each entry with the
// source, so an entry of an older source is never used.
process.env.NODE_COMPILE_CACHE = fileURLToPath(new URL('node_modules/.cache/omnideck', import.meta.url));

export default defineConfig({
  test: {
    globalSetup: 'tests/helpers/bundle-engine.ts',
    // A given seed also repeats the cases of property tests.
    setupFiles: process.env.OMNIDECK_TEST_SEED === undefined ? [] : ['tests/helpers/long-setup.ts'],
    // Real servers, files and processes on a possibly slow machine: tests wait for their results, so the
    // limits are generous.
    testTimeout: 240_000,
    hookTimeout: 60_000,
    // More than the two cores of CI, because most tests wait for a process, a timer or the disk: with three, the
    // cores were busy for about half of the time.
    maxWorkers: 4,
    sequence: { sequencer: SlowestFirst },
    expect: { poll: { timeout: 120_000, interval: 10 } },
    // A test that passes only on the second try has failed.
    retry: 0,
    projects: [
      {
        extends: true,
        // Unit tests keep no state in modules, so files can share them instead of reloading them.
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['tests/integration/**/*.test.ts', 'tests/faults/**/*.test.ts'],
        },
      },
    ],
  },
});
