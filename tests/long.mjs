// npm run test:long: the tests that take long in their long form (npm test runs a short one), with what they counted.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `The tests need Node.js 24 and this is ${process.versions.node}: run them with "npm run test:long", which brings its own.`,
  );
  process.exit(2);
}
process.chdir(new URL('..', import.meta.url).pathname);
const { status } = spawnSync(
  join('node_modules', '.bin', 'vitest'),
  ['run', '--maxWorkers', '1', 'tests/faults/kill-mixed.test.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', shell: process.platform === 'win32', env: { OMNIDECK_KILLS: '60', ...process.env } },
);
process.exit(status ?? 1);
