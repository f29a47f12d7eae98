/**
 * Another program deletes, replaces, truncates or moves the files of the database while the console runs. The console
 * notices it within seconds, sends nothing more, acknowledges nothing more, and says what to do.
 */
import { appendFileSync, copyFileSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  acceptedBy,
  codeOf,
  consoleWithSandbox,
  messageOf,
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
