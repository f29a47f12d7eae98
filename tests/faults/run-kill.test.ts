import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { acceptedBy, openTestSandbox } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { type SentCell, sendingFaults } from '../helpers/sending-faults.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

it('a test run that is killed repeatedly continues with its results and sends nothing twice', async () => {
  // The sandbox runs in this process, is never killed, and counts the accepted messages.
  const sandbox = await openTestSandbox({ speed: 1 });
  const folder = temporaryFolder();
  const plan = join(temporaryFolder(), 'plan.yaml');
  const cells = 24;
  writeFileSync(
    plan,
    `name: Killed\npace: 4 per second\ntimeout: 20 s\nrepeat: 2\nnumbers:\n${Array.from({ length: cells / 2 }, (_, i) => `  - name: p${i}\n    number: +3725555${String(i).padStart(2, '0')}00\n`).join('')}chains:\n  - steps:\n      - sms: Hello\nexpect:\n  - reaches: sms within 15 s\n`,
  );
  const env = { OMNIDECK_PASSPHRASE: testPassphrase, OMNIDECK_PASSWORD: 'demo' };
  const added = await omnideck(
    ['account', 'add', '--data', folder, '--name', 'T', '--username', 'demo', '--base-url', sandbox.baseUrl],
    { env },
  );
  expect(added.code, added.stderr).toBe(0);

  const run = startOmnideck(['run', plan, '--live', '--account', 'T', '--data', folder], { env });
  await eventually(async () => (await acceptedBy(sandbox)).length).toBeGreaterThan(2);
  await run.kill();
  for (let kills = 0; kills < 3; kills += 1) {
    const before = (await acceptedBy(sandbox)).length;
    // The console resumes the run automatically.
    const again = startOmnideck(['serve', '--data', folder, '--json'], { env });
    await eventually(async () => (await acceptedBy(sandbox)).length).toBeGreaterThan(before);
    await again.kill();
  }
  const last = startOmnideck(['serve', '--data', folder, '--json'], { env });
  await last.ready();
  await eventually(async () => {
    const listed = await omnideck(['runs', 'list', '--data', folder, '--json'], { env });
    return jsonLines(listed.stdout)[0]?.state;
  }).toBe('finished');
  last.signal('SIGTERM');
  await last.ended;

  const file = join(folder, 'omnideck.db');
  const sent = rowsOf(
    file,
    `SELECT c.position || '/' || c.attempt AS cell, m.id AS messageId, m.state, m.recipient AS "to",
       m.omnimessage_id AS omnimessageId
     FROM run_cell c JOIN omnimessage m ON m.id = c.message_id`,
  ) as SentCell[];
  expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(cells);
  expect(sendingFaults(sent, await acceptedBy(sandbox))).toEqual([]);
  expect(
    rowsOf(file, 'SELECT count(*) AS n FROM run_cell WHERE message_id IS NOT NULL AND result IS NOT NULL'),
  ).toEqual([{ n: cells }]);
  expect(rowsOf(file, 'SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: cells }]);
});
