/** Tests that an import can be stopped at the terminal, and that importing the file again adds the others. */
import { readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecords } from '../../electron/engine/features/backups/read-records.ts';
import { attachToConsole } from '../../electron/engine/local-socket/attach.ts';
import { openConsole } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { writeLargeExport } from '../helpers/large-export.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { seedFolder } from '../helpers/seed.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const env = { OMNIDECK_PASSPHRASE: testPassphrase };
const messages = 40_000;

async function largeExport(): Promise<string> {
  const folder = temporaryFolder();
  seedFolder({ folder, messages: 1, seed: 3 });
  const { console, stop } = await openConsole({ folder });
  const own = ownClient(console);
  const one = join(temporaryFolder(), 'one.jsonl');
  await done(own, own.backups.export({ filter: {}, format: 'jsonl', file: one }));
  await stop();
  const file = join(temporaryFolder(), 'large.jsonl');
  await writeLargeExport(file, readFileSync(one, 'utf8').split('\n')[0] ?? '', messages);
  return file;
}

test('Ctrl+C stops an import: imported messages are whole and stay, and a second import adds the others', {
  timeout: 240_000,
}, async () => {
  const file = await largeExport();
  const data = join(temporaryFolder(), 'data');
  const command = startOmnideck(['import', file, '--data', data], { env });
  await eventually(async () => {
    const attached = await attachToConsole(data, 'test');
    if (attached === null || !attached.ok) return 0;
    const [job] = await attached.value.client.backups.jobs();
    const added = job?.added ?? 0;
    if (added > 0) command.signal('SIGINT');
    await attached.value.close();
    return added;
  }).toBeGreaterThan(0);
  const { code, stderr } = await command.ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/stopped. \d+ added stay/u);
  const [rows] = rowsOf(
    join(data, 'omnideck.db'),
    'SELECT count(*) AS messages, (SELECT count(DISTINCT omnimessage_seq) FROM step) AS withSteps FROM omnimessage',
  );
  const stopped = Number(rows?.messages);
  expect(stopped).toBeGreaterThan(0);
  expect(stopped).toBeLessThan(messages);
  expect(rows?.withSteps).toBe(stopped);
  expect(stderr).toContain(`${stopped} added stay`);
  const again = await omnideck(['import', file, '--data', data, '--json'], { env });
  expect(jsonLines(again.stdout)).toMatchObject([
    { state: 'done', added: messages - stopped, already_there: stopped },
  ]);
});

test('reading an import ends when it is stopped, also where the file has no messages', async () => {
  const path = join(temporaryFolder(), 'callbacks.jsonl');
  writeFileSync(path, '{"omnideck":2,"type":"callback"}\n'.repeat(200_000));
  const file = await open(path);
  let checks = 0;
  const opened = await readRecords(file, () => {
    checks += 1;
    if (checks === 3) throw new Error('stopped');
  });
  if (!opened.ok) throw new Error(opened.problem.code);
  await expect(opened.value.items.next()).rejects.toThrow('stopped');
  await file.close();
});
