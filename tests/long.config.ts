/** The Vitest settings of `npm run test:long`. */
import { defineConfig, mergeConfig } from 'vitest/config';
import base from '../vitest.config.ts';

export default mergeConfig(
  base,
  defineConfig({
    // long.mjs sets a seed, so vitest.config.ts adds the setup file that counts generated cases.
    // Two tests of one file at the same time: with their full counts they use a core each.
    test: { testTimeout: 3_600_000, hookTimeout: 600_000, maxConcurrency: 2 },
  }),
);
