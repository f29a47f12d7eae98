import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunnerReport, readPlaywrightReport } from '../helpers/runner-reports.mjs';

const totalsReporter = resolve('tests/helpers/vitest-totals.mjs');
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

/** Runs Vitest on these test files, by name, and returns the totals that it wrote. */
function vitestTotals(files: Readonly<Record<string, string>>): RunnerReport {
  const root = mkdtempSync(join(folder, 'vitest-'));
  const imports = `import { beforeAll, describe, expect, it } from 'vitest';`;
  for (const [name, body] of Object.entries(files)) writeFileSync(join(root, name), `${imports}${body}`);
  const config = join(root, 'vitest.config.ts');
  writeFileSync(config, `export default { test: { include: ['**/*.test.ts'] } };`);
  const file = join(root, 'totals.json');
  const words = ['run', '--root', root, '--config', config, `--reporter=${totalsReporter}`];
  const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...words], {
    env: { ...process.env, OMNIDECK_TEST_TOTALS: file },
    encoding: 'utf8',
  });
  expect(run.status, `${run.stdout}${run.stderr}`).toBe(1);
  return JSON.parse(readFileSync(file, 'utf8')) as RunnerReport;
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
    const read = vitestTotals({
      'failing.test.ts': `
        describe('a subject', () => {
          it('does a good thing', () => {});
          it('does a wrong thing', () => expect(1).toBe(2));
          it.skip('is skipped', () => {});
        });`,
    });
    expect(read).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
    expect(read.failures).toEqual([
      expect.stringMatching(/failing\.test\.ts: a subject > does a wrong thing\n.*expected 1 to be 2/u),
    ]);
  });

  it('name what failed outside the tests of Vitest', () => {
    const read = vitestTotals({
      'a-good.test.ts': `it('does a good thing', () => {});`,
      'b-unloadable.test.ts': `await import('./missing.ts');`,
      'c-hook.test.ts': `
        describe('a subject', () => {
          beforeAll(() => { throw new Error('no database'); });
          it('is not reached', () => {});
        });`,
      'd-unawaited.test.ts': `
        it('leaves an error', async () => {
          void Promise.reject(new Error('nobody awaited this'));
          await new Promise(setImmediate);
        });`,
      'e-dying.test.ts': `
        it('ends its process', async () => {
          process.kill(process.pid, 'SIGKILL');
          await new Promise(() => undefined);
        });`,
    });
    expect(read.failures).toHaveLength(read.failed);
    const all = read.failures.join('\n');
    expect(all).toMatch(/b-unloadable\.test\.ts: outside its tests\n.*missing\.ts/u);
    expect(all).toMatch(/c-hook\.test\.ts: a subject\n.*no database/u);
    expect(all).toMatch(/an error outside the tests\n.*nobody awaited this/u);
    expect(all).toMatch(/e-dying\.test\.ts/u);
  });
});
