// npm run -s bench -- NAME [--short] [OPTIONS]: runs a benchmark, which prints what it measures and ends with one JSON
// document. npm run bench -- all: runs all of them, and writes docs/performance.md. --short only tries them.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setup } from '../helpers/bundle-engine.ts';
import { withResults } from './performance-page.ts';
import { problemsOf, rowText } from './rows.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const names = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace(/\.bench\.ts$/u, ''));
const [wanted, ...options] = process.argv.slice(2);
const short = options.includes('--short');
const words = options.filter((word) => word !== '--short');

/** Runs one benchmark in this process. @returns the exit code */
async function runOne(name) {
  const began = performance.now();
  // Users install the bundle. It must be there before helpers/engine-files.ts is loaded.
  if (process.env.OMNIDECK_TEST_ENGINE === undefined) await setup();
  const { omnideckScript } = await import('../helpers/engine-files.ts');
  console.log(`Omnideck is started from ${relative(root, omnideckScript)}.`);
  const { bench } = await import(new URL(`${name}.bench.ts`, import.meta.url).href);
  const rows = await bench({ short, words });
  for (const row of rows) console.log(rowText(row));
  const problems = problemsOf(rows, { short });
  for (const problem of problems) console.error(`The benchmark ${name} failed. ${problem}`);
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(JSON.stringify({ bench: name, seconds, rows }));
  return problems.length === 0 ? 0 : 1;
}

/** Runs one benchmark in its own process. @returns its last line, or null if the benchmark failed */
function runApart(name) {
  console.log(`\n— ${name}`);
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), name, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code === 0 ? output.trimEnd().split('\n').at(-1) : null));
  });
}

function commitNow() {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname }).trim();
  const changed = git('status', '--porcelain') === '' ? '' : ' with changes';
  return `${git('rev-parse', '--short', 'HEAD')}${changed}`;
}

/** Runs all benchmarks. The page is written only if each has succeeded. @returns the exit code */
async function runAll() {
  const before = readFileSync(page, 'utf8');
  const conditions = {
    date: new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }),
    cores: availableParallelism(),
    node: process.versions.node,
    commit: commitNow(),
  };
  // Finds out before the benchmarks whether the page has a place for the tables.
  withResults(before, [], conditions);
  const lines = new Map();
  for (const name of names) lines.set(name, await runApart(name));
  const failed = names.filter((name) => lines.get(name) === null);
  if (failed.length > 0) {
    console.error(`\nThese benchmarks failed, and the page was not changed: ${failed.join(', ')}.`);
    return 1;
  }
  if (short) return 0;
  writeFileSync(page, withResults(before, [...lines.values()].map(JSON.parse), conditions));
  console.log(`\nThe tables of docs/performance.md were written.`);
  return 0;
}

if (wanted === 'all') process.exit(await runAll());
if (!names.includes(wanted)) {
  console.error(`Name one of: all, ${names.join(', ')}.`);
  process.exit(2);
}
process.exit(
  await runOne(wanted).catch((error) => {
    console.error(`The benchmark ${wanted} failed.`, error);
    return 1;
  }),
);
