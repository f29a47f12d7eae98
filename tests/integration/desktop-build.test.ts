/**
 * Tests the build of the desktop shell by inspecting the built files, because Electron reports errors only at
 * its start.
 */

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseSync } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { utilityBackups } from '../../electron/desktop/backup-launcher.ts';
import { utilityKeyring } from '../../electron/desktop/keyring-launcher.ts';
import { placesOf } from '../../electron/desktop/places.ts';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { keyringProcess } from '../../electron/engine/features/accounts/secrets/keyring-process.ts';
import { runBackupTask } from '../../electron/engine/features/backups/run-backup-task.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { openFeatureStore } from '../helpers/open-store.ts';

vi.mock('electron', () => import('../helpers/electron-stand-in.ts'));

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Inside the project, so that packages outside the bundle are found. */
const out = join(root, 'out', `test-${process.pid}`);
const main = join(out, 'main');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omnideck-build-'));
  const words = ['build', '-c', 'electron.config.ts', '--outDir', out, '--logLevel', 'error'];
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), ...words],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
}, 180_000);
afterAll(async () => {
  await rm(out, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

const read = (...path: string[]): string => readFileSync(join(out, ...path), 'utf8');

/**
 * Returns the packages that a file imports from outside the bundle, as a parser of the language sees its
 * imports.
 */
function packagesOf(text: string): Set<string> {
  const { module, errors, comments } = parseSync('file.js', text, {
    sourceType: /^(?:import|export)\b/mu.test(text) ? 'module' : 'commonjs',
  });
  expect(errors).toEqual([]);
  // Bundled packages have comments with examples of their use.
  const ends = [0, ...comments.map(({ end }) => end)];
  const code = ends.map((end, index) => text.slice(end, comments[index]?.start)).join('');
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
    ),
    ...[...code.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]/gu)].map(([, name = '']) => name),
  ].filter((name) => !name.startsWith('.') && !name.startsWith('node:'));
  return new Set(
    requests.map((name) =>
      name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? ''),
    ),
  );
}

describe('the preload script', () => {
  it('is one CommonJS file that needs only Electron', () => {
    expect(readdirSync(join(out, 'preload'))).toEqual(['index.cjs']);
    const text = read('preload', 'index.cjs');
    expect(text).not.toMatch(/^\s*(?:import|export)\b/mu);
    expect(text).not.toMatch(/\bimport\(/u);
    expect([...packagesOf(text)]).toEqual(['electron']);
    expect(() => new Function('require', 'window', text)).not.toThrow();
  });
});

describe('the main process', () => {
  it('has the workers and the key store’s helper as separate files in the expected places', () => {
    const places = placesOf(pathToFileURL(join(main, 'index.js')).href);
    const files = [...Object.values(places.workers).map((url) => fileURLToPath(url)), places.keyringHelper];
    for (const file of files) expect(existsSync(file), file).toBe(true);
    expect(new Set(files).size).toBe(files.length);
  });

  it('leaves native packages and Electron outside the bundle, and uses only listed dependencies', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const dependencies = Object.keys(Reflect.get(manifest as object, 'dependencies'));
    const chunks = readdirSync(join(main, 'chunks')).map((name) => join('chunks', name));
    const files = [...readdirSync(main).filter((name) => name.endsWith('.js')), ...chunks];
    const used = new Set(files.flatMap((name) => [...packagesOf(read('main', name))]));
    expect(used).toContain('electron');
    expect(used).toContain('better-sqlite3');
    const allowed = new Set([...dependencies, ...builtinModules, 'electron']);
    expect([...used].filter((name) => !allowed.has(name))).toEqual([]);
    for (const name of files) expect(read('main', name), name).not.toContain('better_sqlite3.node');
  });

  it('imports Electron only in its entry file: the workers are plain Node', () => {
    for (const name of [
      'writer-worker',
      'reader-worker',
      'file-worker',
      'backup-helper',
      'tunnel-worker',
      'keyring-helper',
    ]) {
      expect(packagesOf(read('main', `${name}.js`)).has('electron'), name).toBe(false);
    }
  });

  it('has workers that write and read after the build', async () => {
    const { workers } = placesOf(pathToFileURL(join(main, 'index.js')).href);
    const store = await openFeatureStore({
      folder,
      workers,
      onRestart: () => undefined,
      onDeath: () => undefined,
    });
    if (!store.ok) throw new Error(englishText(store.problem).message);
    await store.value.write('setSetting', { key: 'kept', value: 'yes' });
    expect(await store.value.read('readSettings', {})).toMatchObject({ kept: 'yes' });
    await store.value.close();
  });

  it('has a built helper that accesses a key store in a process that can be killed', async () => {
    const module = join(folder, 'keyring.cjs');
    await writeFile(
      module,
      `const kept = new Map();
exports.AsyncEntry = class {
  constructor(service, name) {
    if (name === 'stuck') for (;;);
    this.key = service + '/' + name;
  }
  async getPassword() { return kept.get(this.key); }
  async setPassword(value) { kept.set(this.key, value); }
  async deletePassword() { if (!kept.delete(this.key)) throw new Error('none'); }
};`,
    );
    const keyring = keyringProcess({
      launch: utilityKeyring(join(main, 'keyring-helper.js')),
      modulePath: module,
      service: 'test',
      callTimeoutMs: 5_000,
      idleMs: 60_000,
    });
    await keyring.write('a', 'first');
    expect(await keyring.read('a')).toBe('first');
    expect(await keyring.read('b')).toBeNull();
    await keyring.remove('a');
    expect(await keyring.read('a')).toBeNull();
    await expect(keyring.remove('a')).rejects.toThrow('refused');

    const impatient = keyringProcess({
      launch: utilityKeyring(join(main, 'keyring-helper.js')),
      modulePath: module,
      service: 'test',
      callTimeoutMs: 500,
      idleMs: 1,
    });
    await expect(impatient.read('stuck')).rejects.toThrow('no answer in time');
    expect(await keyring.read('b')).toBeNull();
  });
});

describe('the process that opens backups', () => {
  it('inspects a file when built as a utility process', async () => {
    const file = join(folder, 'backup.db');
    migrate(file, migrations).close();
    const program = pathToFileURL(join(main, 'backup-helper.js'));
    const read = await runBackupTask<{ version: number; messages: number }>(
      { program, launch: utilityBackups },
      { kind: 'inspect', file, copyTo: join(folder, 'copy.db') },
      { signal: new AbortController().signal, limitMs: 60_000 },
    );
    expect(read).toMatchObject({ ok: true, value: { messages: 0 } });
  });
});

describe('the window', () => {
  it('is built to its expected place, with a placeholder for a nonce', () => {
    expect(read('renderer', 'index.html')).toContain('__OMNIDECK_NONCE__');
  });
});
