/** The audit log on the command line: listed, filtered, exported. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCsvReader } from '../../electron/engine/files/csv.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

it('audit lists changes with the user who made them, filters them and exports them as CSV and JSON Lines', async () => {
  const folder = temporaryFolder();
  const data = ['--data', folder];
  await omnideck(['do-not-send', 'add', '+37255500077', '--reason', '=cmd()', ...data]);
  await omnideck(['do-not-send', 'remove', '+37255500077', ...data]);
  await omnideck(['pause', ...data]);

  const listed = await omnideck(['audit', '--json', ...data]);
  expect(listed.code).toBe(0);
  const { username } = userInfo();
  expect(jsonLines(listed.stdout)).toMatchObject([
    { actor: 'command-line', actor_name: username, what: 'sending-paused', after: { reason: 'person' } },
    { what: 'do-not-send-removed', number: '+37255500077' },
    { what: 'do-not-send-added', number: '+37255500077', before: null, after: null },
  ]);
  const text = await omnideck(['audit', '--what', 'sending-paused', ...data]);
  expect(text.stdout).toMatch(
    /^\d{4}-\d\d-\d\d \d\d:\d\d {2}command line \(.+\) {2}sending paused {2}reason: person\n$/u,
  );

  const file = join(folder, 'audit.csv');
  const written = await omnideck(['audit', '--out', file, '--what', 'do-not-send-added', ...data]);
  expect([written.code, written.stdout]).toEqual([0, `Wrote 1 entry to ${file}.\n`]);
  const csv = readFileSync(file, 'utf8');
  expect(csv).toContain(`,'+37255500077,`);
  const reader = createCsvReader(',');
  const rows = [...reader.push(csv.slice(1)), ...reader.end()];
  expect(rows.map((row) => row.kind === 'record' && row.cells.slice(1, 4))).toEqual([
    ['actor', 'actor_name', 'what'],
    ['command-line', username, 'do-not-send-added'],
  ]);
  const lines = await omnideck(['audit', '--format', 'jsonl', '--until', '2020-01-01', ...data]);
  expect([lines.code, lines.stdout]).toEqual([0, '']);
});

it('audit refuses a kind of change, a time and an actor that it does not know', async () => {
  const data = ['--data', temporaryFolder()];
  for (const words of [
    ['--what', 'nothing-done'],
    ['--since', 'yesterday'],
    ['--actor', 'nobody'],
  ]) {
    const refused = await omnideck(['audit', ...words, ...data]);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain(words[1]);
  }
});
