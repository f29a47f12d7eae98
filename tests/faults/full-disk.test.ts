import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
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
import { eventually } from '../helpers/sandbox-fixture.ts';

/** Fills what is left of the folder's file system. @returns the files that do */
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

it('a console on a full disk acknowledges nothing that it can’t keep, says so, loses nothing, and goes on when there is room', {
  timeout: 120_000,
}, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'omnideck-full-'));
  const mounted =
    process.platform === 'linux' &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m,mode=700', 'omnideck-test', folder]).status === 0;
  if (!mounted) {
    rmSync(folder, { recursive: true });
    context.skip('a small file system can only be mounted by root on Linux');
  }
  try {
    const { client, accountId, stop } = await consoleWithSandbox({ folder });
    const before = await sendOne(client, '+37255500000');
    await eventually(async () => (await messageOf(client, before)).state).toBe('delivered');
    const path = `${await reportUrl(client, accountId)}/${before}`;
    await client.outbox.pause();

    const ballast = fill(folder);
    // What is left in pages already taken is used up first.
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
    // Reading goes on.
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
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});
