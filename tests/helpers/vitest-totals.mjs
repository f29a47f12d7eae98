// A reporter for Vitest: writes the totals of a run, and each failure, to the file named in OMNIDECK_TEST_TOTALS
// (shape: RunnerReport in runner-reports.d.mts). Vitest's own JSON report leaves out errors that belong to no
// test: a file that could not be loaded, a process that died, an error that nobody awaited.
import { writeFileSync } from 'node:fs';
import { firstLines } from './runner-reports.mjs';

const messageOf = (error) => firstLines(error?.stack ?? error?.message ?? String(error));

// biome-ignore lint/style/noDefaultExport: Vitest loads the default export of a reporter
export default class VitestTotals {
  onTestRunEnd(modules, unhandledErrors) {
    const states = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    const failures = [];
    for (const module of modules) {
      const file = module.relativeModuleId;
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        states[state] += 1;
        if (state === 'failed') failures.push(`${file}: ${test.fullName}${messageOf(errors?.[0])}`);
      }
      for (const error of module.errors()) failures.push(`${file}: outside its tests${messageOf(error)}`);
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors()) failures.push(`${file}: ${suite.fullName}${messageOf(error)}`);
      }
      // A process that died leaves the tests of its file without a result.
      if (module.state() === 'pending' || module.state() === 'queued')
        failures.push(`${file}: did not finish`);
    }
    failures.push(...unhandledErrors.map((error) => `an error outside the tests${messageOf(error)}`));
    const totals = {
      passed: states.passed,
      failed: failures.length,
      skipped: states.skipped + states.pending,
      failures,
    };
    writeFileSync(process.env.OMNIDECK_TEST_TOTALS, JSON.stringify(totals));
  }
}
