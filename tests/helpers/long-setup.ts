/**
 * Runs before each test file if OMNIDECK_TEST_SEED is set, as `npm run test:long` does: seeds every property
 * test and counts its generated cases.
 */
import fc, { type RunDetails } from 'fast-check';
import { seed } from './counts.ts';
import { reportProperty } from './report-figures.ts';

/** Reports a property test's cases. @throws with fast-check's own message if the property does not hold */
function report(details: RunDetails<unknown>): void {
  if (details.failed) throw new Error(fc.defaultReportMessage(details));
  reportProperty(details.numRuns);
}

fc.configureGlobal({ seed: seed(), reporter: report });
