/** The window's tests: in a real Chromium over the headless shell, and in a true Electron where one is found. */
import { defineConfig } from '@playwright/test';

const jsonReport = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'out/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  workers: 2,
  fullyParallel: true,
  // No retries: a test that passes only the second time is a failure.
  retries: 0,
  // A browser, a console and a sandbox a test, on a machine that may be slow: room, no sleeps.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: jsonReport === undefined ? [['list']] : [['list'], ['json']],
  use: { screenshot: 'only-on-failure', viewport: { width: 1360, height: 860 }, actionTimeout: 20_000 },
  projects: [
    { name: 'page' },
    // What is only so in a browser (addresses and tokens, an engine that goes while the window stays) is left out.
    { name: 'desktop', testIgnore: /browser-.*\.spec\.ts$/ },
  ],
});
