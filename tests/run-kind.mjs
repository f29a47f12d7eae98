// npm run test:unit, test:integration, test:faults, test:e2e and test:watch. Everything after `--` goes to the runner:
// `npm run test:unit -- fold` runs the unit tests whose path contains "fold".
import { requireBrowser, requireNode24, runPlaywright, runScript, runVitest } from './helpers/runners.mjs';

const [kind = '', ...args] = process.argv.slice(2);
requireNode24(`test:${kind}`);
process.chdir(new URL('..', import.meta.url).pathname);

/** Runs the tests of one folder. The other folders are excluded, so that `args` may name files and options freely. */
function runFolder(folder, env = {}) {
  const others = ['unit', 'integration', 'faults'].filter((name) => name !== folder);
  return runVitest(['run', '--exclude', `tests/{${others.join(',')}}/**`, ...args], env);
}

/**
 * Runs the tests that a changed file affects. If `args` name files, runs those at once and after each change.
 */
function watch() {
  return runVitest(['watch', ...(args.length === 0 ? ['--standalone'] : args)]);
}

/** Some of the integration tests need a browser. */
async function runIntegration() {
  const browser = await requireBrowser();
  return browser === null ? { code: 1 } : runFolder('integration', { OMNIDECK_CHROMIUM: browser });
}

async function runWindow() {
  const built = await runScript('build', { isQuiet: true });
  if (!built.hasPassed) {
    process.stdout.write(built.output);
    return built;
  }
  const browser = await requireBrowser();
  return browser === null ? { code: 1 } : runPlaywright(args, { browser });
}

const kinds = {
  unit: () => runFolder('unit'),
  integration: runIntegration,
  faults: () => runFolder('faults'),
  e2e: runWindow,
  watch,
};
if (!Object.hasOwn(kinds, kind)) {
  console.error(`Name one of: ${Object.keys(kinds).join(', ')}.`);
  process.exit(2);
}
process.exit((await kinds[kind]()).code);
