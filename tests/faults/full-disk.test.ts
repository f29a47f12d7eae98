import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, type TestContext } from 'vitest';
import {
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  openTestSandbox,
  postReport,
  reportUrl,
  requestKey,
  sendOne,
  viberThenSms,
} from '../helpers/console-fixture.ts';
import { askConsole } from '../helpers/e2e-console.ts';
import { omnideckScript } from '../helpers/engine-files.ts';
import { cleanEnvironment, startOmnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

/** Mounts a file system of 6 MB. Skips the test if mounting is not possible. */
function mountSmallDisk(context: TestContext): { readonly folder: string; unmount(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'omnideck-full-'));
  const mounted =
    process.platform === 'linux' &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m,mode=700', 'omnideck-test', folder]).status === 0;
  if (!mounted) {
    rmSync(folder, { recursive: true });
    context.skip('a small file system can only be mounted by root on Linux');
  }
  return {
    folder,
    unmount() {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Fills the remaining space of the folder's file system. @returns the files that fill it */
function fill(folder: string): string[] {
  const files: string[] = [];
  for (const size of [100_000, 4_096]) {
    for (;;) {
      const file = join(folder, `ballast-${files.length}`);
      files.push(file);
      try {
        writeFileSync(file, Buffer.alloc(size));
      } catch {
        break;
      }
    }
  }
  return files;
}

it('a console on a full disk acknowledges only what it stored, reports the full disk, loses nothing, and continues when there is space', {
  timeout: 120_000,
}, async (context) => {
  const { folder, unmount } = mountSmallDisk(context);
  try {
    const { client, accountId, stop } = await consoleWithSandbox({ folder });
    const before = await sendOne(client, '+37255500000');
    await eventually(async () => (await messageOf(client, before)).state).toBe('delivered');
    const path = `${await reportUrl(client, accountId)}/${before}`;
    await client.outbox.pause();

    const ballast = fill(folder);
    // First use up the free space in database pages that are already allocated.
    const ids: string[] = [];
    let full = 0;
    for (let number = 0; full < 3; number += 1) {
      const asked = { to: [`+3725551${1_000 + number}`], chain: viberThenSms, requestKey: requestKey() };
      const answer = await client.messages.send(asked);
      if (answer.ok) ids.push(...answer.value.messages.map(({ id }) => id));
      else {
        expect(codeOf(answer)).toBe('disk-full');
        full += 1;
      }
      expect(number).toBeLessThan(2_000);
    }
    const report = {
      status: 'SEEN',
      err: 0,
      channel: 'viber',
      timestamp: '2030-01-01T00:00:00',
      pad: 'x'.repeat(9_000),
    };
    const answers: number[] = [];
    while (answers.at(-1) !== 503) {
      answers.push(await postReport(path, { ...report, error: `number ${answers.length}` }));
      expect(answers.length).toBeLessThan(2_000);
    }
    // Reading still works.
    for (const id of ids) expect((await messageOf(client, id)).state).toBe('queued');
    expect((await client.messages.counts({})).all).toBe(ids.length + 1);
    expect((await messageOf(client, before)).callbacks).toBeGreaterThanOrEqual(answers.length - 1);

    for (const file of ballast) rmSync(file, { force: true });
    expect(await postReport(path, { ...report, error: 'again' })).toBe(200);
    await eventually(async () => (await messageOf(client, before)).state).toBe('seen');
    await client.outbox.resume();
    await eventually(async () => (await client.messages.counts({})).open).toBe(0);
    await stop();

    const again = await openConsole({ folder });
    expect((await again.client.messages.counts({})).byState).toMatchObject({ seen: 1 });
    for (const id of ids) must(await again.client.messages.get({ id }));
    await again.stop();
  } finally {
    unmount();
  }
});

it('a console whose log is on the full disk continues: reports get 503, reading works, and everything recovers when there is space', {
  timeout: 120_000,
}, async (context) => {
  const { folder, unmount } = mountSmallDisk(context);
  const serve = startOmnideck(['serve', '--no-open', '--data', folder], {
    env: { OMNIDECK_PASSPHRASE: 'a passphrase of four words' },
  });
  try {
    await serve.ready();
    const sandbox = await openTestSandbox();
    const { path, id } = await askConsole(folder, async (client) => {
      const account = { name: 'T', username: 'demo', password: 'demo', baseUrl: sandbox.baseUrl };
      const { account: added } = must(await client.accounts.add(account));
      const sent = await sendOne(client, '+37255500000');
      await eventually(async () => (await messageOf(client, sent)).state).toBe('delivered');
      return { path: `${await reportUrl(client, added.id)}/${sent}`, id: sent };
    });
    const log = join(folder, 'logs', 'omnideck.log');
    // Fill the log's last allocated block, so that the next line needs a new one.
    appendFileSync(log, `${'x'.repeat(4_095 - (statSync(log).size % 4_096))}\n`);
    const ballast = fill(folder);
    const logged = statSync(log).size;
    const report = { status: 'SEEN', err: 0, channel: 'viber', timestamp: '2030-01-01T00:00:00' };
    expect(await postReport(path, { ...report, error: 'forged' }, 'not the password')).toBeOneOf([401, 503]);
    for (let number = 0, last = 0; last !== 503; number += 1) {
      last = await postReport(path, { ...report, pad: 'x'.repeat(9_000), error: `number ${number}` });
      expect(number).toBeLessThan(2_000);
    }
    expect(await postReport(path, { ...report, error: 'once more' })).toBe(503);
    expect(statSync(log).size, 'the log could take nothing').toBe(logged);
    await askConsole(folder, async (client) => {
      expect((await messageOf(client, id)).state).toBe('delivered');
      expect((await client.doctor.run({})).checks.find(({ name }) => name === 'disk')?.state).toBe('failed');
    });

    for (const file of ballast) rmSync(file, { force: true });
    expect(await postReport(path, { ...report, error: 'there is room' })).toBe(200);
    serve.signal('SIGTERM');
    expect((await serve.ended).code).toBe(0);
    const lines = readFileSync(log, 'utf8');
    expect(lines).toContain('"msg":"log-lines-lost"');
    expect(lines).toContain('"msg":"console-stopped"');
  } finally {
    await serve.kill();
    unmount();
  }
});

it('a command whose output is on a full disk reports it and ends with exit code 2', async (context) => {
  const { folder, unmount } = mountSmallDisk(context);
  try {
    const output = openSync(join(folder, 'output'), 'w');
    fill(folder);
    const words = [omnideckScript, 'doctor', '--json', '--sandbox', '--data', temporaryFolder()];
    const child = spawn(process.execPath, words, {
      stdio: ['ignore', output, 'pipe'],
      env: cleanEnvironment({}),
    });
    const ended = once(child, 'close');
    if (child.stderr === null) throw new Error('no standard error');
    expect(await text(child.stderr)).toContain('The output could not be written (ENOSPC).');
    expect((await ended)[0]).toBe(2);
    closeSync(output);
  } finally {
    unmount();
  }
});
