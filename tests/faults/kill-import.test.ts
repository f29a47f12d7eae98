/**
 * Kills (SIGKILL) while a list of opt-outs is imported. Afterwards every number of an acknowledged part is on the list,
 * and repeating the whole import adds the rest, and nothing twice.
 */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attachTo, must } from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { startOmnideck } from '../helpers/omnideck-process.ts';
import { seededRandom } from '../helpers/seed-data.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const kills = count({ short: 3, long: 20 });
const random = seededRandom(seed());
const parts = Array.from({ length: 60 }, (_, part) =>
  Array.from({ length: 100 }, (_unused, index) => `+3725${1_000_000 + part * 100 + index}`),
);

it('a killed import loses nothing that it has acknowledged, and repeating it adds nothing twice', {
  timeout: 240_000,
}, async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'omnideck.db');
  for (let kill = 0; kill <= kills; kill += 1) {
    const serve = startOmnideck(['serve', '--no-open', '--data', folder, '--json']);
    await serve.ready();
    const { client } = await attachTo(folder);
    const killAfter = kill === kills ? parts.length : Math.floor(random() * parts.length);
    const acknowledged: string[] = [];
    for (const [index, numbers] of parts.entries()) {
      const importing = client.doNotSend.import({ numbers, importId: `i${kill}` });
      if (index === killAfter) {
        importing.catch(() => undefined);
        await serve.kill();
        break;
      }
      must(await importing);
      acknowledged.push(...numbers);
    }
    if (kill === kills) await serve.kill();
    expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
    const listed = new Set(rowsOf(file, 'SELECT number FROM do_not_send').map(({ number }) => number));
    expect(acknowledged.filter((number) => !listed.has(number))).toEqual([]);
    expect(listed.size % 100, 'a part is added as a whole').toBe(0);
    expect(
      rowsOf(file, 'SELECT number FROM consent_entry GROUP BY number HAVING count(*) <> 1'),
      'one entry of the ledger for each number',
    ).toEqual([]);
  }
  expect(rowsOf(file, 'SELECT count(*) AS n FROM consent_entry')).toEqual([{ n: 6_000 }]);
});
