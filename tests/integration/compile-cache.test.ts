/** Tests where the command line keeps compiled code, with a copy of the bundle as another user has installed it. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { omnideckScript } from '../helpers/engine-files.ts';
import { cleanEnvironment } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

/** Returns the command line of an installed package whose folder takes no cache. */
function installedByAnother(): string {
  const root = temporaryFolder();
  cpSync(fileURLToPath(new URL('../../package.json', import.meta.url)), join(root, 'package.json'));
  // Root may write everywhere, so a file stands where the folder of the cache would be.
  writeFileSync(join(root, 'node_modules'), '');
  const folder = join(root, 'a', 'b', 'c');
  cpSync(dirname(omnideckScript), folder, { recursive: true });
  return join(folder, basename(omnideckScript));
}

function printVersion(script: string, env: Record<string, string>) {
  // The tests share a cache.
  const { NODE_COMPILE_CACHE: _, ...clean } = cleanEnvironment(env);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--version'], {
    encoding: 'utf8',
    env: clean,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('the cache of compiled code', () => {
  it('is in the folder of the user if the package belongs to another one', () => {
    const home = temporaryFolder();
    expect(printVersion(installedByAnother(), { HOME: home, XDG_CACHE_HOME: '' })).toMatch(/^\d/u);
    const cache = join(home, '.cache', 'omnideck');
    expect(existsSync(cache) ? readdirSync(cache).length : 0).toBe(1);
    if (process.platform !== 'win32') expect(statSync(cache).mode & 0o777).toBe(0o700);
  });

  it('ignores a relative XDG_CACHE_HOME, which could be in the folder of somebody else', () => {
    const home = temporaryFolder();
    printVersion(installedByAnother(), { HOME: home, XDG_CACHE_HOME: 'cache' });
    expect(readdirSync(join(home, '.cache', 'omnideck'))).toHaveLength(1);
  });

  const posix = it.skipIf(process.platform === 'win32');

  posix('is not in a folder that others can write, or that a link leads to', () => {
    const elsewhere = temporaryFolder();
    const prepare = [
      (place: string) => {
        mkdirSync(place);
        chmodSync(place, 0o777);
      },
      (place: string) => symlinkSync(elsewhere, place),
    ];
    for (const make of prepare) {
      const home = temporaryFolder();
      const place = join(home, '.cache', 'omnideck');
      mkdirSync(join(home, '.cache'));
      make(place);
      printVersion(installedByAnother(), { HOME: home, XDG_CACHE_HOME: '' });
      expect(readdirSync(place)).toEqual([]);
    }
  });

  posix('is left out below /proc, where no folder can be made', () => {
    printVersion(installedByAnother(), { HOME: '/proc/self', XDG_CACHE_HOME: '' });
  });

  it('is left out if the user has no folder either', () => {
    const home = join(temporaryFolder(), 'file');
    writeFileSync(home, '');
    expect(printVersion(installedByAnother(), { HOME: home, XDG_CACHE_HOME: '' })).toMatch(/^\d/u);
  });
});
