/**
 * Tests that a dead part of the console is reported: in the window's overview, in the output of serve, and by
 * the doctor.
 */

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startConsole } from '../../electron/engine/start.ts';
import type { Doctor } from '../../shared/contract/doctor.ts';
import { problemOfError } from '../../shared/contract/problem-error.ts';
import {
  codeOf,
  consoleWithSandbox,
  isFree,
  messageOf,
  openConsole,
  postReport,
  reportUrl,
  requestKey,
  sendOne,
  viberThenSms,
} from '../helpers/console-fixture.ts';
import { damageTable } from '../helpers/damage-table.ts';
import { workers } from '../helpers/engine-files.ts';
import { inEnglish } from '../helpers/english.ts';
import { done, ended, ownClient } from '../helpers/job-fixture.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const helper = (name: string): URL => new URL(`../helpers/${name}`, import.meta.url);
const dyingWorkers = { ...workers, writer: helper('dying-writer.ts'), reader: helper('dying-reader.ts') };

const parts = (doctor: Doctor) => doctor.checks.find(({ name }) => name === 'parts');

describe('a store worker that dies whenever it is called', () => {
  it('is reported if it is the writer: nothing is acknowledged, and the console can be stopped', async () => {
    const { client, folder, accountId, stop } = await consoleWithSandbox({ workers: dyingWorkers });
    expect((await client.console.overview()).troubles).toEqual([]);
    const path = await reportUrl(client, accountId);
    writeFileSync(join(folder, 'omnideck.db.writer-dies'), '');
    const sending = { to: ['+37255500000'], chain: viberThenSms, requestKey: requestKey() };
    expect(codeOf(await client.messages.send(sending))).toBe('part-died');
    // The writer is started again once, and dies at its next call.
    expect(codeOf(await client.messages.send(sending))).toBe('part-died');
    expect((await client.console.overview()).troubles).toMatchObject([
      { kind: 'fatal', problem: { code: 'writer-died' } },
      { kind: 'lasting', problem: { code: 'writer-restarted' } },
    ]);
    expect(inEnglish(parts(await client.doctor.run({})))).toMatchObject({
      state: 'failed',
      problem: { message: 'The part of Omnideck that writes to the database has stopped.' },
    });
    expect(await postReport(path, { status: 'SEEN', err: 0, channel: 'sms' })).toBe(503);
    expect((await client.messages.counts({})).all).toBe(0);
    await stop();
    expect(isFree(folder)).toBe(true);
  });

  it('is reported if it is a reader, also when no reader is left', async () => {
    const { client, folder, stop } = await openConsole({ workers: dyingWorkers });
    await client.console.overview();
    writeFileSync(join(folder, 'omnideck.db.reader-dies'), '');
    // Readers are started again some times.
    await eventually(async () => {
      await client.doNotSend.list().catch(() => undefined);
      return (await client.console.overview()).troubles;
    }).toMatchObject([{ kind: 'fatal', problem: { code: 'reader-died' } }]);
    await expect(client.doNotSend.list()).rejects.toMatchObject({ data: { code: 'part-died' } });
    await stop();
    expect(isFree(folder)).toBe(true);
  });
});

it('a restore after which no database can be opened is reported and ends as failed', async () => {
  const { client, console, folder, stop } = await openConsole({ workers: dyingWorkers });
  const own = ownClient(console);
  const file = join(temporaryFolder(), 'copy.db');
  await done(own, own.backups.backup({ file }));
  writeFileSync(join(folder, 'omnideck.db.writer-starts-not'), '');
  expect(await ended(own, own.backups.restore({ file }))).toMatchObject({ state: 'failed' });
  expect((await client.console.overview()).troubles).toMatchObject([
    { kind: 'fatal', problem: { code: 'database-lost' } },
  ]);
  await expect(client.doNotSend.list()).rejects.toMatchObject({ data: { code: 'part-died' } });
  expect(parts(await client.doctor.run({}))?.state).toBe('failed');
  await stop();
  expect(isFree(folder)).toBe(true);
});

describe('an unexpected error in serve', () => {
  const start = (data: string) =>
    startOmnideck(['serve', '--no-open', '--json', '--data', data], {
      env: { NODE_OPTIONS: `--import=${fileURLToPath(helper('faults-by-signal.mjs'))}` },
    });

  it('that is thrown is reported and ends serve in order, with exit code 1 and the folder free', async () => {
    const data = temporaryFolder();
    const serve = start(data);
    await serve.ready();
    serve.signal('SIGUSR2');
    const { code, stdout, stderr } = await serve.ended;
    expect(code).toBe(1);
    expect(jsonLines(stdout)[1]).toMatchObject({ error: { code: 'crashed' } });
    expect(stderr).toContain('An internal error occurred: thrown by the test.');
    expect(isFree(data)).toBe(true);
  });

  it('that is a rejected promise is reported by serve and the doctor; serve continues and later ends with exit code 1', async () => {
    const data = temporaryFolder();
    const serve = start(data);
    await serve.ready();
    serve.signal('SIGHUP');
    await eventually(() => serve.stdout()).toContain('"internal-error"');
    const doctor = await omnideck(['doctor', '--json', '--data', data]);
    expect(JSON.parse(doctor.stdout).checks[0]).toMatchObject({
      name: 'parts',
      state: 'warning',
      error: { message: 'An internal error occurred: rejected by the test.' },
    });
    serve.signal('SIGTERM');
    expect((await serve.ended).code).toBe(1);
  });
});

describe('a damaged database', () => {
  it('found at a start or later leads to the newest good backup, in text and as JSON', async () => {
    const { client, folder, stop } = await openConsole();
    await client.doNotSend.add({ number: '+37255500000' });
    await done(client, client.backups.backup({}));
    const good = join(folder, 'backups', (await client.backups.backups())[0]?.file ?? '');
    await stop();
    writeFileSync(join(folder, 'backups', 'daily-2099-01-01T00-00-00Z.db'), 'not good');
    const file = join(folder, 'omnideck.db');
    damageTable(file, 'do_not_send');

    const wanted = {
      code: 'database-damaged',
      message: 'Omnideck’s database is damaged.',
      hint: `Copy the data folder to a safe place. Then restore the newest good backup: omnideck restore --yes "${good}".`,
    };
    const again = await openConsole({ folder });
    const refused: unknown = await again.client.doNotSend.list().catch((error: unknown) => error);
    expect(inEnglish(problemOfError(refused))).toMatchObject(wanted);
    expect(inEnglish((await again.client.console.overview()).troubles)).toMatchObject([
      { kind: 'lasting', problem: wanted },
    ]);
    const { checks } = await again.client.doctor.run({});
    expect(inEnglish(checks.find(({ name }) => name === 'database'))).toMatchObject({
      state: 'failed',
      problem: wanted,
    });
    await again.stop();

    const listed = await omnideck(['do-not-send', 'list', '--json', '--data', folder]);
    expect(listed.code).toBe(2);
    expect(jsonLines(listed.stdout)).toContainEqual({ error: expect.objectContaining(wanted) });

    damageTable(file, 'sqlite_schema');
    const started = await startConsole({
      folder,
      shell: 'headless',
      version: 'test',
      workers,
      passphrase: null,
      keyring: () => Promise.resolve(null),
      callbackPort: null,
      tunnel: null,
      tunnelHost: null,
    });
    expect(inEnglish(started)).toMatchObject({ ok: false, problem: wanted });
    expect(isFree(folder)).toBe(true);

    // The advice works. A file that is not a backup changes nothing.
    const wrong = await omnideck([
      'restore',
      '--yes',
      '--data',
      folder,
      '--json',
      join(folder, 'owner.lock'),
    ]);
    expect(wrong.code).toBe(2);
    expect(readdirSync(folder).filter((name) => name.includes('.damaged-'))).toEqual([]);
    const restored = await omnideck(['restore', '--yes', '--data', folder, good]);
    expect(restored.stdout).toContain('Restored.');
    expect(restored.stderr).toContain('Check the do-not-send list before you send.');
    expect(readdirSync(folder).some((name) => name.startsWith('omnideck.db.damaged-'))).toBe(true);
    const after = await openConsole({ folder });
    expect((await after.client.doNotSend.list()).map(({ number }) => number)).toEqual(['+37255500000']);
  });
});

it('a restore over a database that can’t be opened keeps what can be read of its do-not-send list', async () => {
  const { client, folder, stop } = await openConsole();
  await done(client, client.backups.backup({}));
  const [backup] = await client.backups.backups();
  await client.doNotSend.add({ number: '+37255500001' });
  await stop();
  // Damage a page that every start reads and that contains no data about people.
  damageTable(join(folder, 'omnideck.db'), 'setting');
  const restored = await omnideck(['restore', '--yes', '--data', folder, backup?.file ?? '']);
  expect(restored.stdout).toContain('Restored.');
  expect(readdirSync(folder).some((name) => name.startsWith('omnideck.db.damaged-'))).toBe(true);
  const after = await openConsole({ folder });
  expect((await after.client.doNotSend.list()).map(({ number }) => number)).toEqual(['+37255500001']);
});

it.each([
  { name: 'locked', env: {} },
  { name: 'open', env: { OMNIDECK_PASSPHRASE: testPassphrase } },
] as const)(
  'a report that waits for the key store is applied after such a restore with the key store $name',
  async ({ env }) => {
    const first = await consoleWithSandbox();
    await first.client.outbox.pause();
    const id = await sendOne(first.client, '+37255500000');
    await done(first.client, first.client.backups.backup({}));
    const [backup] = await first.client.backups.backups();
    await first.stop();
    const { folder } = first;
    const locked = await openConsole({ folder, passphrase: null });
    const url = `${await reportUrl(locked.client, first.accountId)}/${id}`;
    expect(await postReport(url, { status: 'DELIVRD', err: 0, channel: 'viber' })).toBe(200);
    await locked.stop();
    damageTable(join(folder, 'omnideck.db'), 'setting');
    const restored = await omnideck(['restore', '--yes', '--data', folder, backup?.file ?? ''], { env });
    expect(restored.stdout).toContain('Restored.');
    const after = await openConsole({ folder });
    await eventually(async () => (await messageOf(after.client, id)).state).toBe('delivered');
    expect((await after.client.reports.list({})).rows).toMatchObject([
      { verdict: 'verified', messageId: id },
    ]);
  },
);
