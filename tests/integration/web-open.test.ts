/** Tests how the browser UI is opened: in which browser, and without its token on any command line. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clearOpeningFiles, writeOpeningFile } from '../../electron/engine/window-files/opening-file.ts';
import { openInBrowser } from '../../electron/web/open.ts';
import { until } from '../helpers/desktop-fixture.ts';

const url = 'http://127.0.0.1:4000/?token=the-token';
let folder = '';
let bin = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omnideck-open-'));
  bin = join(folder, 'bin');
  await mkdir(bin);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes a program that records its arguments, and ends or stays. */
async function program(name: string, then: string): Promise<void> {
  const file = join(bin, name);
  await writeFile(
    file,
    `#!/bin/sh\nprintf '%s\\n' "$0" "$@" > "${folder}/called.new"\n/bin/mv "${folder}/called.new" "${folder}/called-${name}"\n${then}\n`,
  );
  await chmod(file, 0o755);
}
const calledWith = async (name: string): Promise<string[]> => {
  await until(() =>
    readFile(join(folder, `called-${name}`)).then(
      () => true,
      () => false,
    ),
  );
  return (await readFile(join(folder, `called-${name}`), 'utf8')).trim().split('\n');
};
const open = (environment: Record<string, string> = { DISPLAY: ':0' }) =>
  openInBrowser(url, {
    folder: join(folder, 'data'),
    platform: 'linux',
    environment: { PATH: bin, ...environment },
    home: folder,
    patienceMs: 300,
  });

describe.skipIf(process.platform === 'win32')('opening the browser UI', () => {
  it('uses an app window of a Chromium browser, with its own profile in the data folder', async () => {
    await program('chromium', 'exec /bin/sleep 1');
    expect(await open()).toBe('app-window');
    const [, ...words] = await calledWith('chromium');
    const app = words.find((word) => word.startsWith('--app='))?.slice('--app='.length) ?? '';
    expect(words).toContain(`--user-data-dir=${join(folder, 'data', 'browser', 'profile')}`);
    expect(words.join(' ')).not.toContain('the-token');
    const file = fileURLToPath(app);
    expect(await readFile(file, 'utf8')).toContain(`content="0; url=${url}"`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
  });

  it('uses the next browser if one does not start, then the default browser', async () => {
    await program('google-chrome', 'exit 21');
    await program('chromium', 'exit 1');
    await program('xdg-open', 'exit 0');
    expect(await open()).toBe('default-browser');
    await calledWith('google-chrome');
    await calledWith('chromium');
    const [, file = '', ...others] = await calledWith('xdg-open');
    expect(others).toEqual([]);
    expect(file).not.toContain('the-token');
    expect(await readFile(file, 'utf8')).toContain(url);
  });

  it('accepts a browser that hands over to a running instance', async () => {
    await program('chromium', 'exit 0');
    expect(await open()).toBe('app-window');
  });

  it('opens nothing if no browser is installed or nothing can be displayed', async () => {
    expect(await open()).toBe('nothing');
    await program('chromium', 'exit 0');
    expect(await open({})).toBe('nothing');
    expect(await open({ DISPLAY: '' })).toBe('nothing');
    expect(await open({ WAYLAND_DISPLAY: 'wayland-0' })).toBe('app-window');
  });
});

describe('an opening file of the browser UI', () => {
  it('contains an address that cannot break out of the HTML', async () => {
    const file = await writeOpeningFile(
      folder,
      'http://127.0.0.1/?a=1&b="><script>alert(1)</script>',
      Date.now(),
    );
    const html = await readFile(file, 'utf8');
    expect(html).not.toContain('<script');
    expect(html).toContain('?a=1&amp;b=&quot;&gt;&lt;script&gt;');
  });

  it('is deleted by a later one, and nothing else is', async () => {
    const old = await writeOpeningFile(folder, url, Date.now());
    const young = await writeOpeningFile(folder, url, Date.now());
    const other = join(folder, 'open-air.html');
    await writeFile(other, 'not ours');
    const longAgo = new Date(Date.now() - 600_000);
    await utimes(old, longAgo, longAgo);
    await utimes(other, longAgo, longAgo);
    const third = await writeOpeningFile(folder, url, Date.now());
    const names = (await readdir(folder))
      .filter((name) => name.startsWith('open-'))
      .map((name) => join(folder, name));
    expect(names.sort()).toEqual([other, third, young].sort());
    await clearOpeningFiles(folder, Number.POSITIVE_INFINITY);
    expect((await readdir(folder)).filter((name) => name.startsWith('open-'))).toEqual(['open-air.html']);
    await clearOpeningFiles(join(folder, 'not-there'), Date.now());
  });
});
