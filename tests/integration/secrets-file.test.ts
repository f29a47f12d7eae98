import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealedFileName } from '../../electron/engine/features/accounts/secrets/file-names.ts';
import { withPassword } from '../../electron/engine/features/accounts/secrets/secret-map.ts';
import {
  type AccountSecrets,
  openSecretStore,
  type SecretStore,
} from '../../electron/engine/features/accounts/secrets/secret-store.ts';
import type { AccountId } from '../../shared/messaging/types.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { inEnglish } from '../helpers/english.ts';

const passphrase = 'five random words of mine';
const shop = 'shop' as AccountId;
const club = 'club' as AccountId;

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'omnideck-secrets-'));
});
afterEach(async () => {
  await chmod(dir, 0o700);
  await rm(dir, { recursive: true, force: true });
});

function file(): string {
  return join(dir, sealedFileName);
}

function open(given: string | null = passphrase): Promise<SecretStore> {
  return openSecretStore({ dir, dataFolderId: 'folder-1', passphrase: given, keyring: null });
}

async function value(store: SecretStore, id: AccountId): Promise<AccountSecrets | null | string> {
  const got = await store.get(id);
  return got.ok ? got.value : got.problem.code;
}

async function code(
  result: Promise<{ ok: true } | { ok: false; problem: { code: string } }>,
): Promise<string> {
  const settled = await result;
  return settled.ok ? 'ok' : settled.problem.code;
}

describe('passwords encrypted with a passphrase', () => {
  it('are restored when the folder is opened again, including earlier ones', async () => {
    const store = await open();
    expect(store.state()).toEqual({ kind: 'sealed-file', locked: false, exists: false, warning: null });
    expect(await code(store.set(shop, 'first-password'))).toBe('ok');
    expect(await code(store.set(shop, 'second-password'))).toBe('ok');
    expect(store.state().exists).toBe(true);
    const again = await open();
    expect(await value(again, shop)).toEqual({ current: 'second-password', earlier: ['first-password'] });
    expect(await value(again, club)).toBeNull();
  });

  it('stay locked with a wrong passphrase, and are unlocked by the right one afterwards', async () => {
    await (await open()).set(shop, 'a-password');
    const store = await open('something else');
    expect(inEnglish(store.state())).toMatchObject({
      locked: true,
      exists: true,
      warning: { message: 'The passphrase is wrong.' },
    });
    expect(await value(store, shop)).toBe('secrets-locked');
    expect(await code(store.set(shop, 'b-password'))).toBe('secrets-locked');
    expect(await code(store.remove(shop))).toBe('secrets-locked');
    expect(await code(store.unlock('wrong again'))).toBe('passphrase-wrong');
    expect(await code(store.unlock(''))).toBe('passphrase-empty');
    expect(await code(store.unlock(passphrase))).toBe('ok');
    expect(store.state()).toMatchObject({ locked: false, warning: null });
    expect(await value(store, shop)).toEqual({ current: 'a-password', earlier: [] });
  });

  it('stay unlocked after a wrong passphrase was tried on an unlocked store', async () => {
    const store = await open();
    await store.set(shop, 'a-password');
    expect(await code(store.unlock('wrong'))).toBe('passphrase-wrong');
    expect(await value(store, shop)).toEqual({ current: 'a-password', earlier: [] });
  });

  it('can be read and set only after a passphrase was given', async () => {
    const store = await open(null);
    expect(store.state()).toMatchObject({ locked: true, exists: false });
    expect(await value(store, shop)).toBeNull();
    expect(await code(store.set(shop, 'a-password'))).toBe('secrets-locked');
    expect(await readdir(dir)).toEqual([]);
    expect(await code(store.unlock(passphrase))).toBe('nothing-sealed');
    expect(await readdir(dir)).toEqual([]);
    expect(await code(store.set(shop, 'a-password', passphrase))).toBe('ok');
    expect(store.state()).toMatchObject({ locked: false, exists: true });
    expect(await value(await open(null), shop)).toBe('secrets-locked');
  });

  it('accept the same passphrase however its letters are composed in Unicode', async () => {
    await (await open('k\u00e4\u00e4r ja pikk madu')).set(shop, 'a-password');
    expect((await open('ka\u0308a\u0308r ja pikk madu')).state().locked).toBe(false);
  });

  it('are removed together with all earlier ones', async () => {
    const store = await open();
    await store.set(shop, 'a-password');
    await store.set(shop, 'b-password');
    await store.set(club, 'c-password');
    expect(await code(store.remove(shop))).toBe('ok');
    expect(await code(store.remove(shop))).toBe('ok');
    const again = await open();
    expect(await value(again, shop)).toBeNull();
    expect(await value(again, club)).toEqual({ current: 'c-password', earlier: [] });
  });

  it('cannot be empty', async () => {
    expect(await code((await open()).set(shop, ''))).toBe('password-empty');
  });
});

describe('a first passphrase', () => {
  it('that is weak encrypts nothing, wherever it comes from', async () => {
    const store = await open('x');
    expect(inEnglish(store.state())).toMatchObject({
      locked: true,
      exists: false,
      warning: { message: 'The passphrase is too short.' },
    });
    expect(await code(store.set(shop, 'a-password'))).toBe('secrets-locked');
    expect(await code(store.set(shop, 'a-password', 'a passphrase'))).toBe('passphrase-weak');
    expect(await code(store.set(shop, 'a-password', ''))).toBe('passphrase-empty');
    expect(await readdir(dir)).toEqual([]);
  });

  it('is not kept if its file could not be written', async () => {
    const store = await open(null);
    await chmod(dir, 0o500);
    const refused = await code(store.set(shop, 'a-password', passphrase));
    await chmod(dir, 0o700);
    // root may write anywhere.
    if (refused === 'ok') return;
    expect(refused).toBe('secrets-unwritable');
    expect(store.state()).toMatchObject({ locked: true, exists: false });
  });
});

describe('replacing a lost passphrase', () => {
  it('moves the encrypted file aside unchanged, and starts an empty one', async () => {
    await (await open()).set(shop, 'a-password');
    const before = await readFile(file());
    const store = await open('the wrong one for it');
    const started = await store.startOver('seitse rohelist jalgratast merel');
    if (!started.ok) throw new Error(englishText(started.problem).message);
    expect(await readFile(started.value.movedTo)).toEqual(before);
    expect(store.state()).toMatchObject({ locked: false, exists: true });
    expect(await value(store, shop)).toBeNull();
    expect(await code(store.set(shop, 'b-password'))).toBe('ok');
    expect(await value(await open('seitse rohelist jalgratast merel'), shop)).toEqual({
      current: 'b-password',
      earlier: [],
    });
    await rm(file());
    await rename(started.value.movedTo, file());
    expect(await value(await open(), shop)).toEqual({ current: 'a-password', earlier: [] });
  });

  it('changes nothing with a weak passphrase, without an encrypted file, or if nothing is locked', async () => {
    expect(await code((await open(null)).startOver(passphrase))).toBe('nothing-to-start-over');
    await (await open()).set(shop, 'a-password');
    expect(await code((await open()).startOver('seitse rohelist jalgratast merel'))).toBe(
      'nothing-to-start-over',
    );
    const names = await readdir(dir);
    expect(await code((await open(null)).startOver('abcde'))).toBe('passphrase-weak');
    expect(await readdir(dir)).toEqual(names);
  });

  it('twice within one second keeps both files', async () => {
    await (await open()).set(shop, 'a-password');
    for (let time = 0; time < 2; time += 1) {
      expect(await code((await open(null)).startOver(passphrase))).toBe('ok');
    }
    expect((await readdir(dir)).length).toBe(3);
  });
});

describe('the encrypted file', () => {
  it('contains nothing of a password, a passphrase or an account, whatever they are', async () => {
    const store = await open();
    await store.set('account-zebra' as AccountId, 'hunter2-hunter2');
    await store.set('account-zebra' as AccountId, 'correct horse');
    const bytes = await readFile(file());
    for (const secret of ['hunter2-hunter2', 'correct horse', passphrase, 'account-zebra']) {
      for (const encoding of ['utf8', 'utf16le', 'base64', 'hex'] as const) {
        const form = Buffer.from(Buffer.from(secret).toString(encoding === 'utf8' ? 'utf8' : encoding));
        expect(bytes.includes(form), `${secret} as ${encoding}`).toBe(false);
      }
    }
  });

  it('has the same size for a short password and a long one', async () => {
    const store = await open();
    await store.set(shop, 'x');
    const short = (await stat(file())).size;
    await store.set(shop, 'y'.repeat(64));
    expect((await stat(file())).size).toBe(short);
  });

  it('is readable only by its owner, and leaves no other file behind', async () => {
    await (await open()).set(shop, 'a-password');
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(dir)).toEqual([sealedFileName]);
  });

  it('is made private again with a warning if others could read it', async () => {
    await (await open()).set(shop, 'a-password');
    await chmod(file(), 0o644);
    const store = await open();
    expect(inEnglish(store.state()).warning?.message).toContain('could read');
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await value(store, shop)).toEqual({ current: 'a-password', earlier: [] });
  });

  it('never uses a nonce twice, and stores the parameters of its key', async () => {
    const store = await open();
    const nonces = new Set<string>();
    for (let index = 0; index < 20; index += 1) {
      await store.set(shop, `password-${index % 2}`);
      const bytes = await readFile(file());
      const end = bytes.indexOf(0x0a);
      expect(JSON.parse(bytes.subarray(0, end).toString('utf8'))).toMatchObject({
        kdf: 'scrypt',
        n: 65536,
        r: 8,
        p: 1,
      });
      nonces.add(bytes.subarray(end + 1, end + 13).toString('hex'));
    }
    expect(nonces.size).toBe(20);
  });

  it('that is cut off anywhere is reported as damaged and stays unchanged, also by a later change', async () => {
    await (await open()).set(shop, 'a-password');
    const whole = await readFile(file());
    const header = whole.indexOf(0x0a);
    for (const length of [0, 1, header, header + 1, header + 12, header + 29, whole.length - 1]) {
      const cut = whole.subarray(0, length);
      await writeFile(file(), cut);
      const store = await open();
      expect(inEnglish(store.state()).warning?.message, `cut to ${length}`).toContain('damaged');
      expect(await code(store.unlock(passphrase)), `cut to ${length}`).toBe('secrets-corrupt');
      expect(await code(store.set(shop, 'b-password'))).not.toBe('ok');
      expect((await readFile(file())).equals(cut)).toBe(true);
    }
  });

  it('that is damaged while a store is open is not overwritten', async () => {
    const store = await open();
    await store.set(shop, 'a-password');
    const cut = (await readFile(file())).subarray(0, -20);
    await writeFile(file(), cut);
    expect(await value(store, shop)).toBe('secrets-corrupt');
    expect(await code(store.set(club, 'b-password'))).toBe('secrets-corrupt');
    expect((await readFile(file())).equals(cut)).toBe(true);
  });

  it('cannot be opened if any of its bytes is changed', async () => {
    await (await open()).set(shop, 'a-password');
    const whole = await readFile(file());
    const header = whole.indexOf(0x0a);
    // Places in the header and in the encrypted part; only a few, because each costs a scrypt.
    const places = [2, header - 3, header + 1, header + 14, header + 30, whole.length - 1];
    for (const place of places) {
      const changed = Buffer.from(whole);
      changed[place] = (changed[place] ?? 0) ^ 1;
      await writeFile(file(), changed);
      const result = await code((await open(null)).unlock(passphrase));
      expect(['secrets-corrupt', 'passphrase-wrong'], `byte ${place}`).toContain(result);
    }
  });

  it('of a newer version is refused with an explanation and stays unchanged', async () => {
    await (await open()).set(shop, 'a-password');
    const text = (await readFile(file())).toString('latin1').replace('"version":1', '"version":2');
    await writeFile(file(), text, 'latin1');
    expect(await code((await open(null)).unlock(passphrase))).toBe('secrets-newer');
    expect(await readFile(file(), 'latin1')).toBe(text);
  });

  it.each([
    ['a weak cost', { n: 1024 }],
    ['a cost that is no power of two', { n: 40_000 }],
    ['a cost that would fill the memory', { n: 2 ** 30 }],
    ['a block size that would fill the memory', { r: 100_000 }],
  ])('with %s is refused without a decryption attempt', async (_what, change) => {
    await (await open()).set(shop, 'a-password');
    const bytes = await readFile(file());
    const end = bytes.indexOf(0x0a);
    const header: unknown = JSON.parse(bytes.subarray(0, end).toString('utf8'));
    const line = JSON.stringify({ ...(header as object), ...change });
    await writeFile(file(), Buffer.concat([Buffer.from(line), bytes.subarray(end)]));
    expect(await code((await open(null)).unlock(passphrase))).toBe('secrets-corrupt');
  });

  it('is not lost if a kill interrupts writing', async () => {
    const store = await open();
    await store.set(shop, 'a-password');
    const bytes = await readFile(file());
    // What a killed process leaves behind: half a temporary file, and its lock.
    await writeFile(`${file()}.0123456789ab.tmp`, bytes.subarray(0, 100));
    const gone = 2 ** 22 - 1;
    await writeFile(`${file()}.lock`, String(gone));
    const again = await open();
    expect(await value(again, shop)).toEqual({ current: 'a-password', earlier: [] });
    expect(await code(again.set(club, 'b-password'))).toBe('ok');
    expect(await readdir(dir)).toEqual([sealedFileName]);
  });

  it.skipIf(process.getuid?.() === 0)('that cannot be written is reported', async () => {
    const store = await open();
    await store.set(shop, 'a-password');
    await chmod(dir, 0o500);
    expect(await code(store.set(shop, 'b-password'))).toBe('secrets-unwritable');
    expect(await value(store, shop)).toEqual({ current: 'a-password', earlier: [] });
  });

  it('in a folder that is gone is reported without the password', async () => {
    const store = await open();
    await rm(dir, { recursive: true });
    const result = await store.set(shop, 'a-password');
    expect(result).toMatchObject({ ok: false, problem: { code: 'secrets-unwritable' } });
    expect(JSON.stringify(result)).not.toContain('a-password');
    dir = await mkdtemp(join(tmpdir(), 'omnideck-secrets-'));
  });
});

describe('two stores on one file', () => {
  it('lose none of each other’s changes, in any order', async () => {
    const one = await open();
    await one.set('account-0' as AccountId, 'password-0');
    const two = await open();
    const ids = Array.from({ length: 16 }, (_, index) => `account-${index}` as AccountId);
    const results = await Promise.all(
      ids.map((id, index) => code((index % 2 === 0 ? one : two).set(id, `password-${index}`))),
    );
    expect(new Set(results)).toEqual(new Set(['ok']));
    for (const store of [one, two, await open()]) {
      for (const [index, id] of ids.entries()) {
        expect(await value(store, id)).toEqual({ current: `password-${index}`, earlier: [] });
      }
    }
  });

  it('that are both new with different passphrases: the second is told that its passphrase is wrong', async () => {
    const one = await open('the first of two');
    const two = await open('another, the second');
    expect(await code(one.set(shop, 'a-password'))).toBe('ok');
    expect(await code(two.set(club, 'b-password'))).toBe('passphrase-wrong');
    expect(await value(await open('the first of two'), shop)).toEqual({ current: 'a-password', earlier: [] });
  });

  it('one of which starts a new file: the other asks for the passphrase again', async () => {
    const one = await open();
    await one.set(shop, 'a-password');
    await rm(file());
    await (await open('something quite else')).set(shop, 'b-password');
    expect(await value(one, shop)).toBe('secrets-locked');
    expect(one.state().locked).toBe(true);
    expect(await code(one.unlock('something quite else'))).toBe('ok');
    expect(await value(one, shop)).toEqual({ current: 'b-password', earlier: [] });
  });
});

describe('earlier passwords', () => {
  it('are the last ten different ones, newest first, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 60 }), (choices) => {
        let secrets: AccountSecrets | null = null;
        for (const choice of choices) secrets = withPassword(secrets, `p${choice}`);
        // Read backwards: the last one is current, then each one that was not seen yet.
        const [current, ...earlier] = [...new Set([...choices].reverse().map((choice) => `p${choice}`))];
        expect(secrets).toEqual({ current, earlier: earlier.slice(0, 10) });
      }),
    );
  });
});
