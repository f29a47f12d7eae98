/** The audit log on the command line: listed, filtered, exported. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
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

it('a name with control characters changes neither the terminal nor the lines of the audit log', async () => {
  const folder = temporaryFolder();
  const data = ['--data', folder];
  await omnideck(['do-not-send', 'add', '+37255500077', '--reason', `a\u001b]0;b\u0007\u009b2J`, ...data]);
  const db = new Database(join(folder, 'omnideck.db'));
  db.prepare(`UPDATE journal SET actor_name = ?, subject = ?, after = json_object('name', ?)`).run(
    'mari\u001b[2J',
    'x\n2026-01-01 00:00  command line',
    'y\r\u009b31mz\u007f',
  );
  db.close();
  const { stdout, code } = await omnideck(['audit', ...data]);
  expect(code).toBe(0);
  expect(stdout.trimEnd()).not.toMatch(/\p{Cc}/u);
  expect(stdout).toContain('command line (mari\ufffd[2J)  do not send added  +37255500077  x 2026-01-01');
  const json = await omnideck(['audit', '--json', ...data]);
  expect(json.stdout.trimEnd()).not.toMatch(/\p{Cc}/u);
  expect(jsonLines(json.stdout)).toMatchObject([{ after: { name: 'y\r\u009b31mz\u007f' } }]);
  const listed = await omnideck(['do-not-send', 'list', ...data]);
  expect(listed.stdout).toContain('a\ufffd]0;b\ufffd\ufffd2J');
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
