// The README's test command: checks, unit and integration tests, the build, and the window in a real browser.
// Installs what the tests need (also a browser) on a bare machine, and ends with one line of totals.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlaywrightReport } from './helpers/runner-reports.mjs';
import { requireBrowser, requireNode24, runPlaywright, runScript, runVitest } from './helpers/runners.mjs';

requireNode24('test');
process.chdir(new URL('..', import.meta.url).pathname);

const totals = { passed: 0, failed: 0, skipped: 0 };
/** Printed again at the very end, because a shortened log of a long run keeps only its end. */
const failures = [];
/** One line for each step: its title and how long it took. */
const times = [];
const reports = mkdtempSync(join(tmpdir(), 'omnideck-tests-'));

/** Runs one step, prints its title and its time, and returns whether it passed. */
async function step(title, work) {
  const began = performance.now();
  console.log(`\n— ${title}`);
  const { hasPassed, output } = await work();
  const took = formatTime(performance.now() - began);
  if (output !== '') process.stdout.write(output);
  console.log(`${title}: ${hasPassed ? 'passed' : 'failed'} in ${took}`);
  times.push(`  ${took.padStart(12)}  ${title}`);
  if (!hasPassed) failures.push(`step: ${title}`);
  return hasPassed;
}

function formatTime(ms) {
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function finish(hasPassed) {
  rmSync(reports, { recursive: true, force: true });
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}`);
  console.log(`\nTime:\n${times.join('\n')}`);
  console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  process.exit(hasPassed && totals.failed === 0 ? 0 : 1);
}

/** Adds the report of a runner; a runner that could not start has written none. */
function addReport(file, read = (report) => report) {
  if (!existsSync(file)) return;
  const { failures: failed, ...counts } = read(JSON.parse(readFileSync(file, 'utf8')));
  for (const [name, count] of Object.entries(counts)) totals[name] += count;
  failures.push(...failed);
}

// The checks continue while the first tests run, because tests often wait for a process, a timer or the disk.
const checked = step('types, lint, import rules', () => runScript('check', { isQuiet: true }));
const built = await step('build', () => runScript('build', { isQuiet: true }));

// Some of the integration tests need a browser too.
const browser = await requireBrowser();
const vitestReport = join(reports, 'vitest.json');
const vitest = await step('unit, integration and fault tests', () =>
  runVitest(['run', '--retry=0', '--reporter=default', '--reporter=./tests/helpers/vitest-totals.mjs'], {
    OMNIDECK_TEST_TOTALS: vitestReport,
    ...(browser === null ? {} : { OMNIDECK_CHROMIUM: browser }),
  }),
);
addReport(vitestReport);
const prepared = (await checked) && built;

if (browser === null) {
  totals.failed += 1;
  finish(false);
}
const playwrightReport = join(reports, 'playwright.json');
const playwright = await step('the window, in a real browser', () =>
  runPlaywright(['--retries=0'], { browser, env: { PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport } }),
);
addReport(playwrightReport, readPlaywrightReport);
finish(prepared && vitest && playwright);
