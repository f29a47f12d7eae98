/** Tests which folders Omnideck accepts as its data folder, and which file modes it changes. */
import { chmodSync, cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderProblem } from '../../electron/engine/data-folder-claim.ts';
import { startSandbox } from '../../electron/engine/sandbox/sandbox.ts';
import { startConsole } from '../../electron/engine/start.ts';
import { openConsole } from '../helpers/console-fixture.ts';
import { startDesktop, until } from '../helpers/desktop-fixture.ts';
import { workers } from '../helpers/engine-files.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
import { openSandbox } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const modeOf = (folder: string): string => (statSync(folder).mode & 0o7777).toString(8);

/** Creates a folder as another program would. */
function folderWith(mode: number, files: readonly string[] = []): string {
  const folder = join(temporaryFolder(), 'data');
  mkdirSync(folder);
  for (const name of files) writeFileSync(join(folder, name), 'not ours');
  chmodSync(folder, mode);
  return folder;
}

async function refusal(folder: string): Promise<string> {
  const started = await startConsole({
    ...{ folder, shell: 'headless', version: 'test', workers, passphrase: null, callbackPort: null },
    ...{ tunnel: null, tunnelHost: null, keyring: () => Promise.resolve(null) },
  });
  if (!started.ok) return started.problem.code;
  await started.value.stop();
  return 'taken';
}

async function sandboxRefusal(dataDir: string): Promise<string> {
  const started = await startSandbox({ port: 0, dataDir });
  if (!started.ok) return started.problem.code;
  await started.value.stop();
  return 'taken';
}

it('a data folder on a full disk is reported as a full disk', () => {
  for (const code of ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])
    expect(folderProblem('data', Object.assign(new Error('full'), { code })).code).toBe('disk-full');
  expect(folderProblem('data', Object.assign(new Error('no'), { code: 'EROFS' })).code).toBe(
    'folder-not-writable',
  );
});

describe.skipIf(process.platform === 'win32')('the data folder', () => {
  it('keeps its mode if another program created it, and a reading command warns about it', async () => {
    const folder = folderWith(0o755);
    const ran = await omnideck(['list', '--data', folder]);
    expect(ran.code).toBe(0);
    expect(modeOf(folder)).toBe('755');
    expect(ran.stderr).toContain(`chmod 700 ${folder}`);
  });

  it('gets a private mode again if Omnideck created it, but not in a copy', async () => {
    const folder = join(temporaryFolder(), 'new');
    await (await openConsole({ folder })).stop();
    expect(modeOf(folder)).toBe('700');
    chmodSync(folder, 0o755);
    const copy = `${folder}-copy`;
    cpSync(folder, copy, { recursive: true });
    chmodSync(copy, 0o755);
    const again = await openConsole({ folder });
    expect(modeOf(folder)).toBe('700');
    await again.stop();
    await (await openConsole({ folder: copy })).stop();
    expect(modeOf(copy)).toBe('755');
  });

  it('cannot be a folder with foreign files, and nothing is written there', async () => {
    const folder = folderWith(0o750, ['invoice.pdf']);
    expect(await refusal(folder)).toBe('folder-not-ours');
    expect(readdirSync(folder)).toEqual(['invoice.pdf']);
    expect(modeOf(folder)).toBe('750');
  });

  it('cannot be a folder that everybody may write to', async () => {
    for (const mode of [0o777, 0o1777]) {
      const folder = folderWith(mode);
      expect(await refusal(folder)).toBe('folder-open-to-all');
      expect(readdirSync(folder)).toEqual([]);
      expect(modeOf(folder)).toBe(mode.toString(8));
    }
  });

  it('may be an empty folder, also with hidden files of a file manager', async () => {
    const folder = folderWith(0o700, ['.DS_Store']);
    expect(await refusal(folder)).toBe('taken');
  });

  it('may contain other files if it has the database of an earlier version', async () => {
    const folder = folderWith(0o700);
    await (await openConsole({ folder })).stop();
    writeFileSync(join(folder, 'notes.txt'), 'kept by a person');
    expect(await refusal(folder)).toBe('taken');
  });

  it('of a sandbox keeps its mode, and cannot contain other files or belong to a console', async () => {
    const lines: string[] = [];
    const folder = folderWith(0o755);
    await (await openSandbox({ dataDir: folder, log: (line) => lines.push(line) })).stop();
    expect(modeOf(folder)).toBe('755');
    expect(lines.join()).toContain(`chmod 700 ${folder}`);
    expect(await refusal(folder)).toBe('folder-not-ours');

    const other = folderWith(0o755, ['invoice.pdf']);
    expect(await sandboxRefusal(other)).toBe('folder-not-ours');
    expect(readdirSync(other)).toEqual(['invoice.pdf']);
    const console = await openConsole();
    expect(await sandboxRefusal(console.folder)).toBe('folder-not-ours');
  });

  it('is refused by the desktop with an explanation, before anything is written there', async () => {
    const folder = folderWith(0o755, ['invoice.pdf']);
    const desktop = await startDesktop({ folder, expectWindow: false });
    await until(
      () => desktop.electron.errorBoxes.length > 0 || desktop.electron.BrowserWindow.made.length > 0,
    );
    expect(JSON.stringify(desktop.electron.errorBoxes)).toContain(folder);
    expect(readdirSync(folder)).toEqual(['invoice.pdf']);
    await desktop.end();
  });

  it('that others can read is reported by the doctor', async () => {
    const { client } = await openConsole({ folder: folderWith(0o755) });
    const { checks } = await client.doctor.run({});
    expect(checks.find(({ name }) => name === 'disk')).toMatchObject({
      state: 'warning',
      problem: { code: 'folder-open-to-others' },
    });
  });
});
