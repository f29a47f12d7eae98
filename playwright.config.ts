/**
 * The tests of the window: in a real Chromium with the headless shell, and in a real Electron if one is
 * found.
 */
import { defineConfig } from '@playwright/test';

const jsonReport = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'out/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  // One more than the two cores of CI, because a test also waits for processes, timers and the disk.
  workers: 3,
  fullyParallel: true,
  // No retries: a test that passes only the second time has failed.
  retries: 0,
  // Each test has a browser, a console and a sandbox on a possibly slow machine, so the limit is generous.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: jsonReport === undefined ? [['list']] : [['list'], ['json']],
  use: { screenshot: 'only-on-failure', viewport: { width: 1360, height: 860 }, actionTimeout: 20_000 },
  projects: [
    { name: 'page' },
    // Behaviour that only exists in a browser (addresses and tokens, an engine that stops while the window
    // stays) is excluded.
    { name: 'desktop', testIgnore: /browser-.*\.spec\.ts$/ },
  ],
});
