/** Kills (SIGKILL) during a flood of subscriptions: each that was answered 200 waits, once for its number. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attachTo, must } from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { startOmnideck } from '../helpers/omnideck-process.ts';
import { seededRandom } from '../helpers/seed-data.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const kills = count({ short: 3, long: 30 });
const random = seededRandom(seed());
const senders = 8;

it('no subscription that was answered 200 is lost or stored twice', { timeout: 240_000 }, async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'omnideck.db');
  const acknowledged = new Set<string>();
  let last = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const serve = startOmnideck(['serve', '--no-open', '--sandbox', '--data', folder, '--json']);
    await serve.ready();
    const { client } = await attachTo(folder);
    must(await client.accounts.sandbox());
    const [first] = await client.subscriptions.addresses();
    const killAt = last + 100 + Math.floor(random() * 200);
    let killed: Promise<unknown> | null = null;
    const send = async (): Promise<void> => {
      while (killed === null) {
        last += 1;
        if (last >= killAt) killed = serve.kill();
        const phone = `+3725${1_000_000 + last}`;
        const query = new URLSearchParams({ id: String(last), phone, time: '2026-11-30 08:00:00' });
        // Some are sent twice at once, as after a lost answer.
        const tries = Array.from({ length: random() < 0.3 ? 2 : 1 }, () =>
          fetch(`${first?.address}?${query}`).then(
            ({ status }) => status,
            () => null,
          ),
        );
        if ((await Promise.all(tries)).includes(200)) acknowledged.add(phone);
      }
    };
    await Promise.all(Array.from({ length: senders }, send));
    await killed;
    expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
    const rows = rowsOf(file, 'SELECT number, count FROM subscription');
    const stored = new Set(rows.map(({ number }) => number));
    expect([...acknowledged].filter((number) => !stored.has(number))).toEqual([]);
    expect(rows.filter((row) => row.count !== 1)).toEqual([]);
  }
  expect(acknowledged.size).toBeGreaterThan(100);
});
