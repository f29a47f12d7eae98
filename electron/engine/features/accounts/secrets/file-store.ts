import { fail, ok, type Problem, type Result } from '../../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../../shared/problems/accounts.ts';
import { fileIdentity, makePrivate, moveAside, readWhole, replaceWhole, withLock } from './atomic-file.ts';
import type { Envelope, Sealed } from './envelope.ts';
import { decodeSecrets, encodeSecrets, type SecretMap, withPassword } from './secret-map.ts';
import {
  nothingSealed,
  nothingToStartOver,
  passwordEmpty,
  secretsBusy,
  secretsCorrupt,
  secretsFileFailed,
  secretsLocked,
} from './secret-problems.ts';
import type { AccountSecrets, SecretOwner, SecretStore, SecretStoreState } from './types.ts';

export type FileStoreOptions = {
  readonly kind: 'sealed-file' | 'safe-storage';
  readonly path: string;
  readonly envelope: Envelope;
  readonly random: (size: number) => Uint8Array;
  readonly warning: Problem | null;
  /**
   * The answer of get() for an account that is not in the file, if its passwords may be elsewhere; null means
   * that there are none.
   */
  readonly whenMissing: Problem | null;
};

const lockWaitMs = 10_000;

/** Reads and replaces the encrypted file. The decrypted content is cached until the file is replaced. */
function createSealedFile({
  path,
  envelope,
  random,
}: Pick<FileStoreOptions, 'path' | 'envelope' | 'random'>) {
  let exists = false;
  let cache: { readonly identity: string; readonly map: SecretMap } | null = null;

  function unique(): string {
    return Buffer.from(random(6)).toString('hex');
  }

  async function readFile(): Promise<Result<Uint8Array | null>> {
    try {
      const file = await readWhole(path);
      exists = file !== null;
      return ok(file);
    } catch (error) {
      return fail(secretsFileFailed(path, 'read', error));
    }
  }

  async function openFile(file: Uint8Array): Promise<Result<SecretMap>> {
    const plain = await envelope.open(file);
    if (!plain.ok) return plain;
    const map = decodeSecrets(plain.value);
    plain.value.fill(0);
    return map === null ? fail(secretsCorrupt(path)) : ok(map);
  }

  async function load(): Promise<Result<SecretMap>> {
    let identity: string | null;
    try {
      identity = await fileIdentity(path);
    } catch (error) {
      return fail(secretsFileFailed(path, 'read', error));
    }
    exists = identity !== null;
    if (identity === null) return ok(new Map());
    if (envelope.locked()) return fail(secretsLocked);
    if (cache?.identity === identity) return ok(cache.map);
    const file = await readFile();
    if (!file.ok) return file;
    if (file.value === null) return ok(new Map());
    const map = await openFile(file.value);
    if (map.ok) cache = { identity, map: map.value };
    return map;
  }

  async function put(sealed: Sealed): Promise<Result<void>> {
    await replaceWhole(path, sealed.bytes, unique());
    sealed.keep();
    exists = true;
    cache = null;
    return ok(undefined);
  }

  async function locked<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      const result = await withLock(path, unique(), lockWaitMs, work);
      return result === 'busy' ? fail(secretsBusy(path)) : result;
    } catch (error) {
      return fail(secretsFileFailed(path, 'written', error));
    }
  }

  /** Makes the file readable only by this user. @returns whether others could read it */
  async function closeToOthers(): Promise<boolean> {
    try {
      exists = (await fileIdentity(path)) !== null;
      return exists && (await makePrivate(path));
    } catch {
      // The first call that needs the file reports its problem.
      return false;
    }
  }

  return { readFile, openFile, load, put, locked, exists: () => exists, closeToOthers };
}

/**
 * Opens a secret store in one encrypted file. The file is read again whenever it was replaced, and is changed
 * under a lock from its current content, so that two stores on one file do not lose each other's changes. A
 * file that cannot be decrypted is never overwritten.
 */
export async function openFileStore(options: FileStoreOptions): Promise<SecretStore> {
  const { kind, path, envelope } = options;
  let { warning } = options;
  const { readFile, openFile, load, put, locked, exists, closeToOthers } = createSealedFile(options);
  let last: Promise<unknown> = Promise.resolve();

  async function change(
    id: SecretOwner,
    next: (before: AccountSecrets | null) => AccountSecrets | null,
    passphrase: string | null = null,
  ) {
    const work = async (): Promise<Result<void>> => {
      const file = await readFile();
      if (!file.ok) return file;
      if (envelope.locked()) {
        if (passphrase === null) return fail(secretsLocked);
        const opened = file.value === null ? ok(undefined) : await envelope.unlock(passphrase, file.value);
        if (!opened.ok) return opened;
      }
      const before = file.value === null ? ok<SecretMap>(new Map()) : await openFile(file.value);
      if (!before.ok) return before;
      const after = new Map(before.value);
      const secrets = next(before.value.get(id) ?? null);
      if (secrets === null) {
        if (!after.delete(id)) return ok(undefined);
      } else after.set(id, secrets);
      const plain = encodeSecrets(after);
      const sealed = await envelope.seal(plain, file.value, passphrase);
      plain.fill(0);
      return sealed.ok ? put(sealed.value) : sealed;
    };
    return locked(work);
  }

  async function startOver(passphrase: string): Promise<Result<{ readonly movedTo: string }>> {
    const file = await readFile();
    if (!file.ok) return file;
    if (file.value === null || !envelope.locked()) return fail(nothingToStartOver);
    const plain = encodeSecrets(new Map());
    const sealed = await envelope.seal(plain, null, passphrase);
    if (!sealed.ok) return sealed;
    const movedTo = await moveAside(path);
    const written = await put(sealed.value);
    return written.ok ? ok({ movedTo }) : written;
  }

  /** Runs changes one after the other, so that they do not wait for their own lock. */
  function inTurn<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  }

  if (await closeToOthers()) {
    warning ??= accountsProblem('sealed-file-exposed');
  }

  return {
    state: (): SecretStoreState => ({ kind, locked: envelope.locked(), exists: exists(), warning }),
    async unlock(passphrase) {
      const file = await readFile();
      if (!file.ok) return file;
      if (file.value !== null) return envelope.unlock(passphrase, file.value);
      return kind === 'sealed-file' ? fail(nothingSealed) : ok(undefined);
    },
    async get(id) {
      const map = await load();
      if (!map.ok) return map;
      const secrets = map.value.get(id) ?? null;
      return secrets === null && options.whenMissing !== null ? fail(options.whenMissing) : ok(secrets);
    },
    async set(id, password, passphrase) {
      if (password === '') return fail(passwordEmpty);
      return inTurn(() => change(id, (before) => withPassword(before, password), passphrase ?? null));
    },
    remove: (id) => inTurn(() => change(id, () => null)),
    startOver: (passphrase) => inTurn(() => locked(() => startOver(passphrase))),
  };
}
