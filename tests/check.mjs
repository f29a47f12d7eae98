// `npm run check`: every check that needs no test, two at a time. Prints what each failed check found and
// what to do about it; see also CONTRIBUTING.md.
import { existsSync } from 'node:fs';
import { runNode } from './helpers/runners.mjs';

process.chdir(new URL('..', import.meta.url).pathname);

/** The command of each check, and what to do if it fails. The slowest checks come first. */
const checks = [
  ...['tests', 'renderer', 'electron', 'shared'].map((part) => ({
    title: `types of ${part}`,
    words: ['node_modules/typescript/bin/tsc', '-p', part, '--pretty', 'false', ...keptBetweenRuns(part)],
    hint: 'Correct the types.',
  })),
  {
    title: 'lint and format',
    words: ['node_modules/@biomejs/biome/bin/biome', 'check', '--max-diagnostics=50', '.'],
    hint: '"npm run format" corrects formats, the order of imports and more.',
  },
  {
    title: 'import rules',
    words: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long'],
      ...['electron', 'renderer', 'shared'],
    ],
    hint: 'Each line names a rule of .dependency-cruiser.mjs, the file that imports and the file that is imported.',
  },
  {
    title: 'unused files, exports and dependencies',
    words: ['node_modules/knip/bin/knip.js', '--no-progress'],
    hint: 'Remove what is listed, or "export" where only the file itself uses it. knip.json names the files where programs begin.',
  },
  {
    title: 'unused CSS classes',
    words: ['tests/helpers/unused-classes.mjs'],
    hint: 'No component uses the class. Remove its rules.',
  },
  {
    title: 'phrases',
    words: ['tests/helpers/check-phrases.mjs'],
    hint: 'Rewrite the sentence; each line says what to write instead of the phrase.',
  },
];

/** The compiler caches its results, and checks only files that have changed since. */
function keptBetweenRuns(part) {
  return ['--incremental', '--tsBuildInfoFile', `node_modules/.cache/check/${part}.tsbuildinfo`];
}

const missing = checks.find(({ words: [tool] }) => !existsSync(tool));
if (missing !== undefined) {
  console.error(
    `node_modules lacks the tool for "${missing.title}". Run "npm ci", then "npm run check" again.`,
  );
  process.exit(2);
}

const failed = [];

async function runNext() {
  for (let check = checks.shift(); check !== undefined; check = checks.shift()) {
    const { hasPassed, output } = await runNode(check.words, { isQuiet: true });
    if (hasPassed) continue;
    failed.push(check.title);
    console.log(`\n— ${check.title}: failed. ${check.hint}\n\n${output.trimEnd()}`);
  }
}

await Promise.all([runNext(), runNext()]);
if (failed.length > 0) {
  console.log(`\nnpm run check failed: ${failed.join(', ')}`);
  process.exit(1);
}
