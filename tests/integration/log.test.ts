/** Tests that neither the log nor a command's output can end, block or fill up the process that writes it. */

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachToConsole } from '../../electron/engine/local-socket/attach.ts';
import { openLog } from '../../electron/engine/log.ts';
import { openLogFile } from '../../electron/engine/log-file.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { omnideckScript } from '../helpers/engine-files.ts';
import { cleanEnvironment } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

/** Creates a data folder in which something else is in place of the log. */
function folderWithLog(put: (file: string) => void): string {
  const folder = temporaryFolder();
  // With its lock it counts as a data folder; a folder with only foreign files is refused.
  writeFileSync(join(folder, 'owner.lock'), '');
  mkdirSync(join(folder, 'logs'));
  put(join(folder, 'logs', 'omnideck.log'));
  return folder;
}

function linesOf(file: string): Record<string, unknown>[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log that cannot be written', () => {
  it.runIf(process.platform === 'linux').each([
    ['on a full disk', 'ENOSPC', (file: string) => symlinkSync('/dev/full', file)],
    ['whose place a folder has', 'EISDIR', (file: string) => mkdirSync(file)],
    ['whose place a pipe has that nobody reads', 'ENXIO', (file: string) => spawnSync('mkfifo', [file])],
  ])('loses only its lines: %s', (_where, code, put) => {
    const { log, trouble, close } = openLog(folderWithLog(put));
    for (let number = 0; number < 1_000; number += 1) log('something', { number });
    expect(trouble()).toBe(code);
    close();
    log('after it was closed');
  });

  it('counts the lost lines once it can be written again', () => {
    const folder = folderWithLog((file) => mkdirSync(file));
    const file = join(folder, 'logs', 'omnideck.log');
    const { log, trouble, close } = openLog(folder);
    log('first');
    log('second');
    spawnSync('rmdir', [file]);
    log('third');
    expect(trouble()).toBeNull();
    expect(linesOf(file)).toMatchObject([{ msg: 'log-lines-lost', lines: 2 }, { msg: 'third' }]);
    close();
  });

  it('masks the token of each callback address', () => {
    const folder = temporaryFolder();
    const { log, close } = openLog(folder);
    const token = '5f1d0e0c2f6a4e5c8d7b6a59d83f261e';
    for (const path of ['/dlr', '/inbound', '/dlr/dlr', '/inbound/inbound', '/dlr/inbound', '/inbound/dlr'])
      log('something', { at: `http://127.0.0.1:9${path}/${token}` });
    close();
    const file = join(folder, 'logs', 'omnideck.log');
    expect(linesOf(file)).toHaveLength(6);
    expect(readFileSync(file, 'utf8')).not.toContain(token);
  });

  it('keeps an event whose details cannot be written as JSON', () => {
    const folder = temporaryFolder();
    const { log, close } = openLog(folder);
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    log('a circle', circle);
    log('a big number', { big: 10n });
    close();
    expect(linesOf(join(folder, 'logs', 'omnideck.log')).map(({ msg }) => msg)).toEqual([
      'a circle',
      'a big number',
    ]);
  });
});

it('a log keeps at most two files, however long the process runs', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'lines');
  writeFileSync(file, 'x'.repeat(900));
  const log = openLogFile(file, 1_000, () => '');
  for (let number = 0; number < 100; number += 1) log.write(`${'y'.repeat(99)}\n`);
  log.close();
  expect(readdirSync(folder).toSorted()).toEqual(['lines', 'lines.1']);
  expect(statSync(file).size).toBeLessThanOrEqual(1_100);
  expect(statSync(`${file}.1`).size).toBeLessThanOrEqual(1_100);
});

it('serve continues when nobody reads its output, and ends in order', async () => {
  const folder = temporaryFolder();
  const child = spawn(process.execPath, [omnideckScript, 'serve', '--no-open', '--data', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnvironment({}),
  });
  const ended = once(child, 'close');
  child.stdout.destroy();
  child.stderr.destroy();
  let attached = null;
  while (attached === null) {
    attached = await attachToConsole(folder, 'test');
    if (attached === null) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (!attached.ok) throw new Error(englishText(attached.problem).message);
  // The ready line is printed after the socket is open, so a client can attach once it is printed.
  const { client } = attached.value;
  while (!(await client.page.open()).ok) await new Promise((resolve) => setTimeout(resolve, 20));
  await attached.value.close();
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
});
