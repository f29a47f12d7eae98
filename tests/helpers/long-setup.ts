/** Runs before each file where OMNIDECK_TEST_SEED is given, as `npm run test:long` does: seeds every property test and counts the cases that it generated. */
import fc, { type RunDetails } from 'fast-check';
import { seed } from './counts.ts';
import { reportProperty } from './report-figures.ts';

/** @throws with fast-check's own message if the property does not hold */
function report(details: RunDetails<unknown>): void {
  if (details.failed) throw new Error(fc.defaultReportMessage(details));
  reportProperty(details.numRuns);
}

fc.configureGlobal({ seed: seed(), reporter: report });
