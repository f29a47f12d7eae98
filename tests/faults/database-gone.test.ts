/**
 * Another program deletes, replaces, truncates or moves the files of the database while the console runs. The console
 * notices it within seconds, sends nothing more, acknowledges nothing more, and says what to do.
 */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  acceptedBy,
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  postReport,
  reportUrl,
  requestKey,
  sendOne,
  viberThenSms,
} from '../helpers/console-fixture.ts';
import { done } from '../helpers/job-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const report = { omnimessage_id: 'later', message_id: 'later', status: 'DELIVRD', channel: 'sms', err: '0' };

const harms: readonly (readonly [string, (database: string) => void])[] = [
  ['deleted', (database) => rmSync(database)],
  ['deleted with its log', (database) => ['', '-wal', '-shm'].map((end) => rmSync(database + end))],
  [
    'replaced by another file',
    (database) => {
      copyFileSync(database, `${database}.other`);
      renameSync(`${database}.other`, database);
    },
  ],
  ['truncated', (database) => truncateSync(database)],
  ['overwritten by a larger one', (database) => appendFileSync(database, Buffer.alloc(100_000_000))],
  ['without its log', (database) => rmSync(`${database}-wal`)],
  ['moved with its folder', (database) => renameSync(join(database, '..'), `${join(database, '..')}-moved`)],
];

it.each(harms)('a database that is %s stops sending and acknowledging', async (what, harm) => {
  const { client, folder, sandbox, accountId } = await consoleWithSandbox();
  const url = await reportUrl(client, accountId);
  const sent = await sendOne(client, '+37255500010');
  await eventually(() => acceptedBy(sandbox)).toHaveLength(1);
  harm(join(folder, 'omnideck.db'));
  // Before it can have been noticed otherwise: the commit itself notices it.
  expect(await postReport(url, report)).toBe(503);
  await eventually(async () => (await client.console.overview()).troubles[0]?.problem.code).toBe(
    'database-gone',
  );
  const later = await client.messages.send({
    ...{ to: ['+37255500011'], chain: viberThenSms, requestKey: requestKey() },
  });
  expect(codeOf(later)).toBe('database-gone');
  expect(await postReport(url, report)).toBe(503);
  expect(await acceptedBy(sandbox)).toHaveLength(1);
  // The doctor says what to do, and what was stored before can still be read.
  const { checks } = await client.doctor.run({});
  expect(checks.find(({ name }) => name === 'parts')).toMatchObject({
    ...{ state: 'failed', problem: { code: 'database-gone' } },
  });
  if (what !== 'truncated') expect((await messageOf(client, sent)).id).toBe(sent);
  rmSync(`${folder}-moved`, { recursive: true, force: true });
});

it('a database that is deleted is noticed without any write, and copied to a backup', async () => {
  const { client, folder, stop } = await consoleWithSandbox();
  const sent = await sendOne(client, '+37255500010');
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, 'omnideck.db') + end);
  await eventually(async () => (await client.console.overview()).troubles[0]?.problem.id).toBe(
    'database.database-gone/copied',
  );
  const [copy = ''] = readdirSync(join(folder, 'backups'));
  await stop();

  const again = await openConsole({ folder });
  expect((await again.client.console.overview()).troubles).toEqual([]);
  await done(again.client, again.client.backups.restore({ file: copy }));
  expect((await messageOf(again.client, sent)).to).toBe('+37255500010');
});

it('a database that a restore replaces is not taken for a deleted one', async () => {
  const { client, sandbox } = await consoleWithSandbox();
  await done(client, client.backups.backup({}));
  const [backup] = await client.backups.backups();
  await done(client, client.backups.restore({ file: backup?.file ?? '' }));
  await sendOne(client, '+37255500010');
  await eventually(() => acceptedBy(sandbox)).toHaveLength(1);
  await done(client, client.backups.backup({}));
  expect((await client.console.overview()).troubles).toEqual([]);
});

/** Runs SQL as a person does who opens the database with SQLite's shell or another program. */
function runElsewhere(file: string, ...statements: readonly string[]): void {
  const program = `const { DatabaseSync } = require('node:sqlite');
    const [file, ...statements] = process.argv.slice(1);
    const db = new DatabaseSync(file);
    for (const sql of statements) db.exec(sql);
    db.close();`;
  execFileSync(process.execPath, ['--no-warnings', '-e', program, file, ...statements], { stdio: 'pipe' });
}

const emptied = 'PRAGMA wal_checkpoint(TRUNCATE)';
const fill = `CREATE TABLE filler AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
  SELECT i, hex(zeroblob(500)) AS text FROM n`;

describe('a database that another program opens with SQLite', () => {
  it('may have its log emptied', async () => {
    const { client, folder } = await consoleWithSandbox();
    await sendOne(client, '+37255500010');
    runElsewhere(join(folder, 'omnideck.db'), emptied);
    await sendOne(client, '+37255500011');
    expect((await client.console.overview()).troubles).toEqual([]);
  });

  it('may be made smaller, by that program or later by Omnideck itself', async () => {
    const { client, folder } = await consoleWithSandbox();
    const file = join(folder, 'omnideck.db');
    runElsewhere(file, fill, 'DROP TABLE filler', emptied);
    await sendOne(client, '+37255500010');
    const full = statSync(file).size;
    runElsewhere(file, 'VACUUM', emptied);
    expect(statSync(file).size).toBeLessThan(full);
    await sendOne(client, '+37255500011');

    runElsewhere(file, fill, 'DROP TABLE filler', emptied);
    await sendOne(client, '+37255500012');
    const fullAgain = statSync(file).size;
    runElsewhere(file, 'PRAGMA wal_autocheckpoint = 0', 'VACUUM');
    expect(statSync(file).size).toBe(fullAgain);
    // An erasure empties the log, and so makes the file smaller.
    must(await client.privacy.erase({ number: '+37255500099' }));
    expect(statSync(file).size).toBeLessThan(fullAgain);
    await sendOne(client, '+37255500013');
    expect((await client.console.overview()).troubles).toEqual([]);
  });

  it('is still watched: its log or its end that is cut off afterwards stops sending', async () => {
    for (const harm of [
      (file: string) => truncateSync(`${file}-wal`),
      (file: string) => truncateSync(file, 4096),
    ]) {
      const { client, folder } = await consoleWithSandbox();
      runElsewhere(join(folder, 'omnideck.db'), emptied);
      await sendOne(client, '+37255500010');
      harm(join(folder, 'omnideck.db'));
      // SQLite may meet what is missing before the watch does.
      await eventually(async () => (await client.console.overview()).troubles[0]?.problem.code).toMatch(
        /^database-(?:gone|damaged)$/u,
      );
    }
  });
});
