// Starts the test runners (Vitest, Playwright, npm scripts) for tests/run.mjs, tests/run-kind.mjs and tests/long.mjs.
import { spawn } from 'node:child_process';
import { findOrGetBrowser } from './browser.mjs';

/** Exits with instructions if Node.js is older than the tests need. */
export function requireNode24(script) {
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  console.error(
    `The tests need Node.js 24 and this is ${process.versions.node}. Run "npm ci", which installs it in node_modules, and then "npm run ${script}".`,
  );
  process.exit(2);
}

/** Starts Vitest with these arguments. */
export function runVitest(args, env = {}) {
  return run(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], { env });
}

/** Starts Playwright's test runner with these arguments; a test that passes only when it is retried fails the run. */
export function runPlaywright(args, { browser, env = {} }) {
  return run(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', '--fail-on-flaky-tests', ...args],
    { env: { OMNIDECK_CHROMIUM: browser, ...env } },
  );
}

/** Runs Node.js with these arguments. With `isQuiet` the output is collected until the process ends. */
export function runNode(args, { isQuiet = false } = {}) {
  return run(process.execPath, args, { isQuiet });
}

/** Starts a script of package.json. With `isQuiet` the output is collected until the script ends. */
export function runScript(name, { isQuiet = false } = {}) {
  // On Windows npm is a batch file, which only a shell can start.
  return run('npm', ['run', '-s', name], { isQuiet, shell: process.platform === 'win32' });
}

/** Returns the browser for the tests of the window; if there is none, prints what to do and returns null. */
export async function requireBrowser() {
  const browser = await findOrGetBrowser();
  if (browser === null) {
    console.error(
      'The window could not be tested: no Chromium-family browser was found and none could be downloaded. Install Chromium or Chrome, or name one in OMNIDECK_CHROMIUM.',
    );
  }
  return browser;
}

/** Resolves once the program has ended. `output` is empty unless it was collected. */
function run(program, args, { env = {}, isQuiet = false, shell = false } = {}) {
  return new Promise((resolve) => {
    const started = spawn(program, args, {
      stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env },
      shell,
    });
    let output = '';
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    const end = (code, error = '') => resolve({ code, hasPassed: code === 0, output: output + error });
    started.on('error', (error) => end(1, `${error.message}\n`));
    started.on('close', (code) => end(code ?? 1));
  });
}
