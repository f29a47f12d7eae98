import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/integration/**/*.test.ts', 'tests/faults/**/*.test.ts'],
    // Real servers, real files and real processes: give a slow machine room, the tests wait for what should be seen.
    testTimeout: 240_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Hundreds of real processes: CI tries one that failed once more, and the report says that it did.
    retry: process.env.CI ? 1 : 0,
  },
});
