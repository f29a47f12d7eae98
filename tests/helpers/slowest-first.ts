/**
 * The order in which Vitest starts the test files: the slow ones first, so that no long file runs alone at the
 * end. Vitest knows how long a file takes only after a run on the same computer; on a new one it starts the
 * largest file first, and the largest files are not the slowest.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The test files that take about 20 s or more when several files run at once, the slowest first. Before them are
 * four that do not depend on how soon something happens, because the checks of `npm test` are still running then.
 * The order changes only how long all files take together, so a file that is missing here is not a mistake.
 */
const slowest = [
  'faults/parts',
  'faults/kill',
  'integration/desktop-shell',
  'integration/package',
  'integration/benchmarks',
  'integration/runs',
  'integration/cli-commands',
  'integration/cancel-opted-out',
  'integration/run-options',
  'faults/fuzz',
  'faults/dead-parts',
  'integration/listen-forward',
  'integration/cli-json',
  'integration/import-stopped',
  'integration/console-sending',
  'integration/run-accounts',
  'integration/postponed',
  'integration/tunnel-localtunnel',
  'integration/restore',
  'integration/cli-bad-input',
  'integration/plain-files',
  'integration/local-socket-contract',
  'integration/console-start',
  'integration/before-sending',
  'integration/replay',
  'faults/run-kill',
  'faults/kill-mixed',
  'faults/database-gone',
  'integration/console-accounts',
  'integration/passphrase',
  'integration/web-serve',
  'integration/yesterdays-files',
  'integration/backups-do-not-send',
  'integration/secrets-file',
  'integration/messages-actions',
  'integration/runs-commands',
  'integration/runs-stopped',
  'integration/examples',
  'faults/kill-export',
  'faults/kill-restore',
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = slowest.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
  return place < 0 ? slowest.length : place;
};

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    return others.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
