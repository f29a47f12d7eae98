import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  keyStoreMarkerName,
  safeStorageFileName,
  sealedFileName,
} from '../../electron/engine/features/accounts/secrets/file-names.ts';
import {
  type KeyringLike,
  openSecretStore,
  type SealerLike,
  systemKeyring,
} from '../../electron/engine/features/accounts/secrets/secret-store.ts';
import type { AccountId } from '../../shared/messaging/types.ts';
import { inEnglish } from '../helpers/english.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const shop = 'shop' as AccountId;

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'omnideck-keys-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** A key store as the OS keeps it, outside the data folder. */
function keyringOver(entries: Map<string, string>): KeyringLike {
  return {
    read: async (name) => entries.get(name) ?? null,
    async write(name, value) {
      entries.set(name, value);
    },
    async remove(name) {
      entries.delete(name);
    },
  };
}

const brokenKeyring: KeyringLike = {
  read: () => Promise.reject(new Error('locked: secret-in-the-message')),
  write: () => Promise.reject(new Error('locked: secret-in-the-message')),
  remove: () => Promise.reject(new Error('locked: secret-in-the-message')),
};

/** Encrypts by flipping each bit, which is enough to distinguish encrypted from plain data. */
const sealer: SealerLike = {
  seal: async (plain) => plain.map((byte) => byte ^ 0xff),
  open: async (sealed) => sealed.map((byte) => byte ^ 0xff),
};

function open(more: Partial<Parameters<typeof openSecretStore>[0]> = {}) {
  return openSecretStore({ dir, dataFolderId: 'folder-1', passphrase: null, keyring: null, ...more });
}

describe("passwords in the system's key store", () => {
  it('are restored, including earlier ones, and nothing of them is in the folder', async () => {
    const entries = new Map<string, string>();
    const store = await open({ keyring: keyringOver(entries) });
    expect(store.state()).toEqual({ kind: 'os-key-store', locked: false, exists: true, warning: null });
    await store.set(shop, 'first');
    await store.set(shop, 'second');
    const again = await open({ keyring: keyringOver(entries) });
    expect(await again.get(shop)).toEqual({ ok: true, value: { current: 'second', earlier: ['first'] } });
    expect(await readdir(dir)).toEqual([keyStoreMarkerName]);
    await again.remove(shop);
    expect(entries.size).toBe(0);
    expect(await again.get(shop)).toEqual({ ok: true, value: null });
  });

  it('of two folders are kept separate', async () => {
    const entries = new Map<string, string>();
    const one = await open({ keyring: keyringOver(entries), dataFolderId: 'one' });
    const two = await open({ keyring: keyringOver(entries), dataFolderId: 'two' });
    await one.set(shop, 'of-one');
    expect(await two.get(shop)).toEqual({ ok: true, value: null });
  });

  it('that are set at the same time are all stored', async () => {
    const entries = new Map<string, string>();
    const store = await open({ keyring: keyringOver(entries) });
    await Promise.all(['a', 'b', 'c', 'd'].map((password) => store.set(shop, password)));
    expect(await store.get(shop)).toEqual({ ok: true, value: { current: 'd', earlier: ['c', 'b', 'a'] } });
  });

  it('stay within the size limit of Windows: the oldest are dropped first', async () => {
    const entries = new Map<string, string>();
    const store = await open({ keyring: keyringOver(entries) });
    for (let index = 0; index < 11; index += 1) await store.set(shop, `${index}`.padStart(200, 'x'));
    const got = await store.get(shop);
    expect(got.ok && got.value?.current).toBe('10'.padStart(200, 'x'));
    expect(got.ok && got.value?.earlier.length).toBeGreaterThan(2);
    expect(Math.max(...[...entries.values()].map((value) => value.length))).toBeLessThanOrEqual(1280);
  });

  it('that do not respond are reported, without the key store’s own error text', async () => {
    const store = await open({ keyring: brokenKeyring });
    for (const result of [
      await store.get(shop),
      await store.set(shop, 'a-password'),
      await store.remove(shop),
    ]) {
      expect(result).toMatchObject({ ok: false, problem: { code: 'key-store-failed' } });
      expect(JSON.stringify(result)).not.toMatch(/a-password|secret-in-the-message/);
    }
  });

  it('that are gone at the next start are reported, and not treated as "no password"', async () => {
    const entries = new Map<string, string>();
    await (await open({ keyring: keyringOver(entries) })).set(shop, 'a-password');
    const store = await open({ passphrase: testPassphrase });
    expect(inEnglish(store.state())).toMatchObject({
      kind: 'sealed-file',
      warning: { message: expect.stringContaining('key store') },
    });
    expect(await store.get(shop)).toMatchObject({ ok: false, problem: { code: 'secrets-elsewhere' } });
    // After they are entered again, they are stored in the file.
    await store.set(shop, 'b-password');
    expect(await store.get(shop)).toEqual({ ok: true, value: { current: 'b-password', earlier: [] } });
  });

  it('are not used for a folder whose passwords are already in an encrypted file', async () => {
    await (await open({ passphrase: testPassphrase })).set(shop, 'a-password');
    const store = await open({ passphrase: testPassphrase, keyring: keyringOver(new Map()) });
    expect(store.state().kind).toBe('sealed-file');
    expect(await store.get(shop)).toEqual({ ok: true, value: { current: 'a-password', earlier: [] } });
  });
});

describe("passwords encrypted by the desktop's safeStorage", () => {
  it('are restored from their own file', async () => {
    const store = await open({ sealer });
    expect(store.state()).toEqual({ kind: 'safe-storage', locked: false, exists: false, warning: null });
    await store.set(shop, 'first');
    await store.set(shop, 'second');
    expect(await (await open({ sealer })).get(shop)).toEqual({
      ok: true,
      value: { current: 'second', earlier: ['first'] },
    });
    expect(await readdir(dir)).toEqual([safeStorageFileName]);
  });

  it('that safeStorage refuses to decrypt are a problem, and are not overwritten', async () => {
    await (await open({ sealer })).set(shop, 'a-password');
    const refusing: SealerLike = { ...sealer, open: () => Promise.reject(new Error('no')) };
    const store = await open({ sealer: refusing });
    expect(await store.get(shop)).toMatchObject({ ok: false, problem: { code: 'key-store-failed' } });
    expect(await store.set(shop, 'b-password')).toMatchObject({ ok: false });
    expect(await (await open({ sealer })).get(shop)).toMatchObject({
      ok: true,
      value: { current: 'a-password' },
    });
  });

  it('cannot be read outside the desktop, which is reported', async () => {
    await (await open({ sealer })).set(shop, 'a-password');
    const store = await open({ passphrase: testPassphrase });
    expect(await store.get(shop)).toMatchObject({ ok: false, problem: { code: 'secrets-elsewhere' } });
    expect(await readdir(dir)).toEqual([safeStorageFileName]);
    expect(sealedFileName).not.toBe(safeStorageFileName);
  });
});

/**
 * Writes a replacement of the library that keeps entries in a file beside it. `spoil` is code that runs first
 * in a call; block() stops the whole thread, as the real library's constructor does.
 */
async function library(spoil: Partial<Record<'load' | 'construct' | 'write' | 'read' | 'remove', string>>) {
  const path = join(dir, 'library.cjs');
  const block = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';
  const code = (name: keyof typeof spoil): string => (spoil[name] ?? '').replace('block()', block);
  await writeFile(
    path,
    `${code('load')}
    const { readFileSync, writeFileSync, existsSync } = require('node:fs');
    const path = ${JSON.stringify(join(dir, 'entries.json'))};
    const load = () => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
    const save = (entries) => writeFileSync(path, JSON.stringify(entries));
    module.exports.AsyncEntry = class {
      constructor(service, name, options) {
        ${code('construct')}
        if (options.linux.store !== 'secret-service') throw new Error('fell back');
        this.key = service + ' ' + name;
      }
      async setPassword(value) { ${code('write')} save({ ...load(), [this.key]: value }); }
      async getPassword() { ${code('read')} return load()[this.key] ?? null; }
      async deletePassword() { ${code('remove')} const entries = load(); delete entries[this.key]; save(entries); return true; }
    };`,
  );
  return path;
}

const environment = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' };

describe('the search for a key store', () => {
  it('finds one that stores entries, and leaves no test entry in it', async () => {
    const modulePath = await library({});
    const keyring = await systemKeyring({ modulePath, environment });
    expect(JSON.parse(await readFile(join(dir, 'entries.json'), 'utf8'))).toEqual({});
    await keyring?.write('name', 'välue');
    expect(await keyring?.read('name')).toBe('välue');
    await keyring?.remove('name');
    expect(await keyring?.read('name')).toBeNull();
  });

  it('does not mix up answers when many calls are made at once', async () => {
    const keyring = await systemKeyring({ modulePath: await library({}), environment });
    await keyring?.write('one', '1');
    await keyring?.write('two', '2');
    expect(await Promise.all(['two', 'one', 'none', 'two'].map((name) => keyring?.read(name)))).toEqual([
      '2',
      '1',
      null,
      '2',
    ]);
  });

  it.each([
    ['the library can not be loaded', { load: 'throw new Error("no native module");' }],
    ['loading ends the process', { load: 'process.exit(1);' }],
    ['loading blocks', { load: 'block()' }],
    ['the constructor blocks', { construct: 'block()' }],
    ['writing fails', { write: 'throw new Error("no");' }],
    ['writing never ends', { write: 'await new Promise(() => {});' }],
    ['reading blocks', { read: 'block()' }],
    ['deleting fails', { remove: 'throw new Error("no");' }],
    ['it gives back something else', { read: 'return "other";' }],
    ['it forgets', { read: 'return null;' }],
  ])('finds none if %s', async (_what, spoil) => {
    expect(
      await systemKeyring({ modulePath: await library(spoil), environment, probeTimeoutMs: 1500 }),
    ).toBeNull();
  });

  it('finds none on Linux without a session bus, and starts no process', async () => {
    const looked = {
      modulePath: await library({}),
      platform: 'linux',
      environment: { XDG_RUNTIME_DIR: dir },
    } as const;
    expect(await systemKeyring(looked)).toBeNull();
    expect(await readdir(dir)).toEqual(['library.cjs']);
  });

  it('finds one that blocks later: the call fails, and the next one uses a new process', async () => {
    const flag = join(dir, 'blocked');
    const modulePath = await library({
      read: `if (require('node:fs').existsSync(${JSON.stringify(flag)})) { block() }`,
    });
    const keyring = await systemKeyring({ modulePath, environment, callTimeoutMs: 1500 });
    await keyring?.write('name', 'value');
    await writeFile(flag, '');
    await expect(keyring?.read('name')).rejects.toThrow('no answer in time');
    await rm(flag);
    expect(await keyring?.read('name')).toBe('value');
  });

  it.runIf(process.platform === 'linux')(
    'finds none, and neither hangs nor keeps the process alive, if the desktop bus never answers',
    async () => {
      const socket = join(dir, 'bus');
      let asked = '';
      const bus = createServer((connection) => {
        connection.on('data', (data) => {
          asked += data.toString('latin1');
        });
        connection.on('error', () => {});
      });
      await new Promise<void>((resolve) => bus.listen(socket, resolve));
      try {
        const keyring = new URL('../../electron/engine/features/accounts/secrets/keyring.ts', import.meta.url)
          .href;
        const script = `
          const { systemKeyring } = await import(${JSON.stringify(keyring)});
          console.log(await systemKeyring({ probeTimeoutMs: 1500 }) === null ? 'none' : 'some');`;
        const { stdout } = await promisify(execFile)(
          process.execPath,
          ['--input-type=module', '-e', script],
          {
            env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` },
            timeout: 30_000,
          },
        );
        expect(stdout.trim()).toBe('none');
        expect(asked, 'the real library did ask').toContain('AUTH');
      } finally {
        bus.close();
      }
    },
  );
});
