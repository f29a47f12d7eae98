/** Tests the environment of every process and thread that Omnideck starts, as read in the child itself. */

import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildDesktop } from '../../electron/cli/desktop-build.ts';
import { runElectron } from '../../electron/cli/start-electron.ts';
import { startWorker } from '../../electron/engine/db/worker-client.ts';
import { systemKeyring } from '../../electron/engine/features/accounts/secrets/secret-store.ts';
import { runFileTask } from '../../electron/engine/features/backups/file-task.ts';
import { openLocaltunnel } from '../../electron/engine/features/reports/tunnel/localtunnel-client.ts';
import { builtPage } from '../../electron/web/build.ts';
import { openInBrowser } from '../../electron/web/open.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { until } from '../helpers/desktop-fixture.ts';

const secrets = {
  OMNIDECK_PASSPHRASE: 'passphrase-of-the-folder',
  OMNIDECK_PASSWORD: 'password-of-the-account',
  AWS_SECRET_ACCESS_KEY: 'key-of-another-program',
  NODE_OPTIONS: '--no-warnings',
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omnideck-environment-'));
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value);
  vi.stubEnv('LC_TIME', 'et_EE.UTF-8');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.doUnmock('electron');
  await rm(folder, { recursive: true, force: true });
});

/** Writes a shell program that copies its environment and its standard input, then runs `then`. */
async function shellProgram(file: string, then = 'exit 0'): Promise<void> {
  const copy = `/bin/cat /proc/$$/environ > "${folder}/seen.new"; /bin/cat > "${folder}/input"`;
  await writeFile(file, `#!/bin/sh\n${copy}\n/bin/mv "${folder}/seen.new" "${folder}/seen"\n${then}\n`);
  await chmod(file, 0o755);
}

/** The source of a Node program that does the same, as CommonJS. */
const nodeProgram = (): string =>
  `const files = require('node:fs');
  files.writeFileSync(${JSON.stringify(join(folder, 'seen'))}, files.readFileSync('/proc/self/environ'));`;

/** The source of a thread's module that writes its environment to a file. */
const threadProgram = (then: string): string => `
  import { writeFileSync } from 'node:fs';
  import { parentPort } from 'node:worker_threads';
  const seen = Object.entries(process.env).map(([name, value]) => name + '=' + value).join('\\0');
  writeFileSync(${JSON.stringify(join(folder, 'seen'))}, seen);
  ${then}`;

async function thread(then: string): Promise<URL> {
  const file = join(folder, 'thread.mjs');
  await writeFile(file, threadProgram(then));
  return pathToFileURL(file);
}

async function seen(): Promise<Map<string, string>> {
  let text = '';
  await until(async () => {
    text = await readFile(join(folder, 'seen'), 'utf8').catch(() => '');
    return text !== '';
  });
  return new Map(
    text
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

async function expectNoSecret(): Promise<Map<string, string>> {
  const environment = await seen();
  const values = [...environment.values()].join('\n');
  for (const [name, value] of Object.entries(secrets)) {
    expect([...environment.keys()], name).not.toContain(name);
    expect(values, name).not.toContain(value);
  }
  return environment;
}

/** Creates a project in which the module of this name is a program that writes its environment to a file. */
async function projectWith(name: string, program: string, manifest: object): Promise<string> {
  const root = join(folder, 'project');
  const place = join(root, 'node_modules', name);
  await mkdir(join(place, program, '..'), { recursive: true });
  for (const source of ['electron', 'renderer', 'shared']) await mkdir(join(root, source));
  await writeFile(join(root, 'package.json'), '{}');
  await writeFile(join(root, 'electron.config.ts'), '');
  await writeFile(join(place, 'package.json'), JSON.stringify({ name, ...manifest }));
  await writeFile(join(place, program), nodeProgram());
  return root;
}

/** Writes a replacement for @napi-rs/keyring that remembers entries in its own process. */
async function keyringModule(): Promise<string> {
  const file = join(folder, 'keyring.cjs');
  await writeFile(
    file,
    `${nodeProgram()}
    const kept = new Map();
    exports.AsyncEntry = class {
      constructor(service, name) { this.name = name; }
      async getPassword() { return kept.get(this.name); }
      async setPassword(value) { kept.set(this.name, value); }
      async deletePassword() { kept.delete(this.name); }
    };`,
  );
  return file;
}

const session = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/omnideck-test' };

describe.skipIf(process.platform !== 'linux')('the environment', () => {
  it('of a browser contains the desktop session and no secret', async () => {
    await mkdir(join(folder, 'bin'));
    await shellProgram(join(folder, 'bin', 'chromium'));
    const environment = { ...process.env, PATH: join(folder, 'bin'), DISPLAY: ':7', XDG_SESSION_TYPE: 'x11' };
    const options = { folder: join(folder, 'data'), platform: process.platform, environment, home: folder };
    expect(await openInBrowser('http://127.0.0.1:4000/?token=t', options)).toBe('app-window');
    const passed = await expectNoSecret();
    expect(passed.get('DISPLAY')).toBe(':7');
    expect(passed.get('XDG_SESSION_TYPE')).toBe('x11');
    expect(passed.get('LC_TIME')).toBe('et_EE.UTF-8');
  });

  it('of the default browser contains no secret', async () => {
    await mkdir(join(folder, 'bin'));
    await shellProgram(join(folder, 'bin', 'xdg-open'));
    vi.stubEnv('PATH', join(folder, 'bin'));
    const environment = { ...process.env, DISPLAY: ':7' };
    const options = { folder: join(folder, 'data'), platform: process.platform, environment, home: folder };
    expect(await openInBrowser('http://127.0.0.1:4000/?token=t', options)).toBe('default-browser');
    await expectNoSecret();
  });

  it('of the key store process contains the session bus and no secret', async () => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', session.DBUS_SESSION_BUS_ADDRESS);
    const keyring = await systemKeyring({ modulePath: await keyringModule(), environment: session });
    expect(keyring).not.toBeNull();
    expect((await expectNoSecret()).get('DBUS_SESSION_BUS_ADDRESS')).toBe(session.DBUS_SESSION_BUS_ADDRESS);
  });

  it("of the desktop's key store process contains the session bus and no secret", async () => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', session.DBUS_SESSION_BUS_ADDRESS);
    vi.doMock('electron', () => import('../helpers/electron-stand-in.ts'));
    const { utilityKeyring } = await import('../../electron/desktop/keyring-launcher.ts');
    const helper = new URL('../../electron/desktop/keyring-helper.ts', import.meta.url).pathname;
    const launch = utilityKeyring(helper);
    const keyring = await systemKeyring({ modulePath: await keyringModule(), environment: session, launch });
    expect(keyring).not.toBeNull();
    expect((await expectNoSecret()).get('DBUS_SESSION_BUS_ADDRESS')).toBe(session.DBUS_SESSION_BUS_ADDRESS);
  });

  it('of Electron contains no secret; the passphrase is written to its standard input', async () => {
    const dist = join(folder, 'dist');
    await mkdir(dist);
    await shellProgram(join(dist, 'electron'));
    const root = await projectWith('electron', 'install.js', {});
    const environment = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist, OMNIDECK_DATA: '/tmp/data' };
    const place = { root, platform: process.platform, environment, userId: 1000, show: () => undefined };
    expect(await runElectron([], place)).toEqual({ kind: 'ended', code: 0 });
    expect((await expectNoSecret()).get('OMNIDECK_DATA')).toBe('/tmp/data');
    expect(await readFile(join(folder, 'input'), 'utf8')).toBe(secrets.OMNIDECK_PASSPHRASE);
  });

  it('of the program that downloads Electron contains the mirror and no secret', async () => {
    const root = await projectWith('electron', 'install.js', {});
    const environment = { ...process.env, npm_config_electron_mirror: 'https://mirror.example/' };
    const place = { root, platform: process.platform, environment, userId: 1000, show: () => undefined };
    expect(await runElectron([], place)).toMatchObject({ kind: 'not-here' });
    expect((await expectNoSecret()).get('npm_config_electron_mirror')).toBe('https://mirror.example/');
  });

  it('of the build of the window contains no secret', async () => {
    const root = await projectWith('vite', 'bin/vite.js', { bin: { vite: 'bin/vite.js' } });
    await builtPage(root, () => undefined);
    await expectNoSecret();
  });

  it('of the build of the desktop shell contains no secret', async () => {
    const root = await projectWith('electron-vite', 'bin/electron-vite.js', {});
    expect(await buildDesktop(root, () => undefined)).toBeNull();
    await expectNoSecret();
  });

  it("of the store's threads contains the folder for temporary files and no secret", async () => {
    vi.stubEnv('SQLITE_TMPDIR', folder);
    const url = await thread(`
      parentPort.postMessage({ kind: 'ready' });
      parentPort.on('message', () => { parentPort.postMessage({ kind: 'closed' }); process.exit(); });`);
    const nothing = (): void => undefined;
    const worker = await startWorker({
      url,
      name: 'test',
      data: { file: 'unused', lockWaitMs: 0, isRestart: false },
      unpack: nothing,
      onChanges: nothing,
      onDeath: nothing,
    });
    await worker.close();
    expect((await expectNoSecret()).get('SQLITE_TMPDIR')).toBe(folder);
  });

  it('of the thread for exports, imports and backups contains no secret', async () => {
    vi.stubEnv('SQLITE_TMPDIR', folder);
    const url = await thread(`parentPort.postMessage({ kind: 'stopped' });`);
    expect(await runFileTask(url, { kind: 'import', file: 'unused', keys: ['unused'] })).toBeNull();
    expect((await expectNoSecret()).get('SQLITE_TMPDIR')).toBe(folder);
  });

  it('of the thread of the tunnel contains the proxy and no secret', async () => {
    vi.stubEnv('HTTPS_PROXY', 'http://proxy.example:3128');
    const workerUrl = await thread(
      `parentPort.postMessage({ kind: 'opened', url: 'https://x.example' }); setInterval(() => {}, 1e6);`,
    );
    const opened = await openLocaltunnel({
      ...{ host: 'https://tunnel.example', localPort: 1, subdomain: 'x', workerUrl, timeoutMs: 60_000 },
      signal: new AbortController().signal,
      onTrouble: () => undefined,
    });
    if (!opened.ok) throw new Error(englishText(opened.problem).message);
    await opened.value.end();
    const passed = await expectNoSecret();
    expect(passed.get('HTTPS_PROXY')).toBe('http://proxy.example:3128');
    expect([...passed.keys()]).not.toContain('HOME');
  });
});
