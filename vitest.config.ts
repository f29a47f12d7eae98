import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Every process and thread of the tests takes compiled code from here. Node compares the source with each entry, so an
// entry of an older source is never used.
process.env.NODE_COMPILE_CACHE = fileURLToPath(new URL('node_modules/.cache/omnideck', import.meta.url));

export default defineConfig({
  test: {
    globalSetup: 'tests/helpers/bundle-engine.ts',
    // A given seed repeats the cases of property tests too.
    setupFiles: process.env.OMNIDECK_TEST_SEED === undefined ? [] : ['tests/helpers/long-setup.ts'],
    // Real servers, real files and real processes: give a slow machine room, the tests wait for what should be seen.
    testTimeout: 240_000,
    hookTimeout: 60_000,
    // One more than the two cores of CI: many tests wait for a process or a time of theirs.
    maxWorkers: 3,
    // A test that passes only at the second try is red.
    retry: 0,
    projects: [
      {
        extends: true,
        // Unit tests keep no state in modules, so that files can share them instead of loading all of them anew.
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
