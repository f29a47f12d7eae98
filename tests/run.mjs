// The README's test command: checks, unit and integration tests, the build, and the window in a real browser. Brings
// what the tests need (a browser included) on a bare machine, and ends with one line of totals.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findOrGetBrowser } from './helpers/browser.mjs';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `The tests need Node.js 24 and this is ${process.versions.node}: run them with "npm test", which brings its own.`,
  );
  process.exit(2);
}
process.chdir(new URL('..', import.meta.url).pathname);

const totals = { passed: 0, failed: 0, skipped: 0 };
/** Said once more at the very end: what a log keeps of a long run is its end. */
const failures = [];
const reports = mkdtempSync(join(tmpdir(), 'omnideck-tests-'));
const node = process.execPath;
const bin = (name) => join('node_modules', '.bin', name);

function step(title, command, words, extra = {}) {
  console.log(`\n— ${title}`);
  const { status } = spawnSync(command, words, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...extra,
  });
  if (status !== 0) failures.push(`step: ${title}`);
  return status === 0;
}

function finish(good) {
  rmSync(reports, { recursive: true, force: true });
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}`);
  console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  process.exit(good && totals.failed === 0 ? 0 : 1);
}

/** The first lines of an error, without the colours of a terminal. */
function why(message = '') {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what begins a colour
  const lines = message.replaceAll(/\u001b\[[0-9;]*m/gu, '').split('\n', 12);
  return lines.map((line) => `\n      ${line}`).join('');
}

function addVitest(file) {
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests + report.numTodoTests;
  for (const { name, assertionResults } of report.testResults) {
    const file = relative(process.cwd(), name);
    for (const { fullName, status, failureMessages } of assertionResults) {
      if (status === 'failed') failures.push(`${file}: ${fullName}${why(failureMessages[0])}`);
    }
  }
}

function addPlaywright(file) {
  if (!existsSync(file)) return;
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8'));
  totals.passed += stats.expected + stats.flaky;
  totals.failed += stats.unexpected;
  totals.skipped += stats.skipped;
  addFailedSpecs(suites);
}

function addFailedSpecs(suites = []) {
  for (const { specs, suites: inner } of suites) {
    for (const { file, line, title, ok, tests } of specs) {
      if (ok) continue;
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
      failures.push(`${file}:${line}: ${title}${why(errors[0]?.message)}`);
    }
    addFailedSpecs(inner);
  }
}

let good = step('types, lint, import rules', 'npm', ['run', '-s', 'check']);
good = step('build', 'npm', ['run', '-s', 'build']) && good;

const vitestReport = join(reports, 'vitest.json');
const vitest = step('unit, integration and fault tests', bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${vitestReport}`,
]);
addVitest(vitestReport);
good = vitest && good;

const e2e =
  existsSync('playwright.config.ts') && readdirSync('tests/e2e').some((name) => name.endsWith('.spec.ts'));
if (e2e) {
  const browser = await findOrGetBrowser();
  if (browser === null) {
    console.error(
      'The window could not be tested: no Chromium-family browser was found and none could be got. Install Chromium or Chrome, or name one in OMNIDECK_CHROMIUM.',
    );
    totals.failed += 1;
    finish(false);
  }
  const playwrightReport = join(reports, 'playwright.json');
  const passed = step(
    'the window, in a real browser',
    node,
    ['node_modules/@playwright/test/cli.js', 'test'],
    {
      env: { ...process.env, OMNIDECK_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
    },
  );
  addPlaywright(playwrightReport);
  good = passed && good;
}
finish(good);
