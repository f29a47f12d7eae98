import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlaywrightReport, readVitestReport } from '../helpers/runner-reports.mjs';

let folder: string;

beforeAll(() => {
  // Inside the project, so that the files can import the packages.
  mkdirSync('out', { recursive: true });
  folder = mkdtempSync(resolve('out', 'runner-reports-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a test runner of the project and returns its JSON report. */
function reportOf(args: readonly string[], env: Readonly<Record<string, string>> = {}): unknown {
  const file = join(folder, 'report.json');
  const run = spawnSync(process.execPath, args, {
    env: { ...process.env, ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    encoding: 'utf8',
  });
  expect(run.status, `${run.stdout}${run.stderr}`).toBe(1);
  return JSON.parse(readFileSync(file, 'utf8')) as unknown;
}

describe('the totals of npm test', () => {
  it('count a window test that passes only when it is retried as failed', () => {
    writeFileSync(
      join(folder, 'retried.spec.ts'),
      `import { expect, test } from '@playwright/test';
       test('a good test', () => {});
       test('a test for the second try', ({}, info) => expect(info.retry).toBe(1));`,
    );
    const config = join(folder, 'playwright.config.ts');
    writeFileSync(
      config,
      `export default { testDir: '.', retries: 1, workers: 1, failOnFlakyTests: true, reporter: 'json', projects: [{ name: 'page' }] };`,
    );
    const report = reportOf(['node_modules/@playwright/test/cli.js', 'test', '--config', config]);
    const read = readPlaywrightReport(report);
    expect(read).toMatchObject({ passed: 1, failed: 1, skipped: 0 });
    expect(read.failures).toEqual([
      expect.stringMatching(
        /^retried\.spec\.ts:3: a test for the second try \[page\] \(passed only when it was retried\)\n/u,
      ),
    ]);
  });

  it('name the file, the title and the error of each failed Vitest test', () => {
    writeFileSync(
      join(folder, 'failing.test.ts'),
      `import { describe, expect, it } from 'vitest';
       describe('a subject', () => {
         it('does a good thing', () => {});
         it('does a wrong thing', () => expect(1).toBe(2));
         it.skip('is skipped', () => {});
       });`,
    );
    const config = join(folder, 'vitest.config.ts');
    writeFileSync(config, `export default { test: { include: ['**/*.test.ts'] } };`);
    const words = [
      'run',
      '--root',
      folder,
      '--config',
      config,
      '--reporter=json',
      `--outputFile=${join(folder, 'report.json')}`,
    ];
    const read = readVitestReport(reportOf(['node_modules/vitest/vitest.mjs', ...words]));
    expect(read).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
    expect(read.failures).toEqual([
      expect.stringMatching(/failing\.test\.ts: a subject does a wrong thing\n.*expected 1 to be 2/u),
    ]);
  });
});
