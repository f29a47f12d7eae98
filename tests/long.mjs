// npm run test:long [-- [--short] [--page FILE] [PART-OF-A-PATH…]]: runs the long tests with their full
// counts, and writes the figures to docs/reliability.md. --short runs the short forms and only prints the
// tables, unless --page names a page to write.
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tablesOf, withFigures } from './helpers/reliability-page.mjs';
import { requireNode24, runVitest } from './helpers/runners.mjs';

requireNode24('test:long');
process.chdir(new URL('..', import.meta.url).pathname);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, page: { type: 'string' } },
});
const page = values.page ?? (values.short ? null : 'docs/reliability.md');

/** Returns the long tests: files that use helpers/counts.ts or generate cases with fast-check. */
function longTests() {
  const files = globSync('tests/{unit,integration,faults}/**/*.test.ts')
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /helpers\/counts\.ts'|from 'fast-check'/u.test(readFileSync(file, 'utf8')));
  const isNamed = (file) => positionals.some((part) => file.includes(part));
  return files.filter((file) => positionals.length === 0 || isNamed(file)).sort();
}

function readEntries(folder) {
  return readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
}

const files = longTests();
if (files.length === 0) {
  console.error(`No long test has ${positionals.map((part) => `"${part}"`).join(' or ')} in its path.`);
  process.exit(2);
}
// Read the page before the tests, so that an unwritable page is reported at once.
const before = page === null ? null : readFileSync(page, 'utf8');
if (before !== null) withFigures(before, [], { date: '', node: '' });
const folder = mkdtempSync(join(tmpdir(), 'omnideck-figures-'));
const { code } = await runVitest(['run', '--config', 'tests/long.config.ts', '--retry=0', ...files], {
  OMNIDECK_FIGURES: folder,
  OMNIDECK_LONG: values.short ? '0' : '1',
  // All files use one seed, so that one number repeats the run.
  OMNIDECK_TEST_SEED: process.env.OMNIDECK_TEST_SEED ?? String(Math.floor(Math.random() * 1e9)),
});
const entries = readEntries(folder);
rmSync(folder, { recursive: true, force: true });

const run = {
  date: new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }),
  node: process.versions.node,
};
for (const [, markdown] of tablesOf(entries, run)) console.log(`\n${markdown}`);
if (code !== 0) console.error('\nTests failed: the page was not changed.');
else if (page !== null && before !== null) {
  writeFileSync(page, withFigures(before, entries, run));
  console.log(`\nThe tables of ${page} were written.`);
}
process.exit(code);
