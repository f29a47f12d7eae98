/** The Vitest settings of `npm run test:long`. */
import { defineConfig, mergeConfig } from 'vitest/config';
import base from '../vitest.config.ts';

export default mergeConfig(
  base,
  defineConfig({
    test: { setupFiles: ['tests/helpers/long-setup.ts'], testTimeout: 3_600_000, hookTimeout: 600_000 },
  }),
);
