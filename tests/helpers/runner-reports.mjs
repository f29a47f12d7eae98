// Reads the JSON report of Playwright: how many tests passed, failed and were skipped, and which tests failed.
// helpers/vitest-totals.mjs writes the same of Vitest.

/** Returns the first lines of an error, without a terminal's colour codes. */
export function firstLines(message = '') {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what begins a colour
  const lines = message.replaceAll(/\u001b\[[0-9;]*m/gu, '').split('\n', 12);
  return lines.map((line) => `\n      ${line}`).join('');
}

/** Counts the tests of a report. A test that passed only after a retry ("flaky") has failed. */
export function readPlaywrightReport({ stats, suites }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: failuresOf(suites),
  };
}

function failuresOf(suites = []) {
  return suites.flatMap(({ specs, suites: inner }) => [
    ...specs.flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status !== 'expected' && status !== 'skipped')
        .map(({ status, projectName, results }) => {
          const [error] = results.flatMap((result) => result.errors);
          const note = status === 'flaky' ? ' (passed only when it was retried)' : '';
          return `${file}:${line}: ${title} [${projectName}]${note}${firstLines(error?.message)}`;
        }),
    ),
    ...failuresOf(inner),
  ]);
}
