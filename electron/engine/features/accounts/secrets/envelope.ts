import { fail, ok, type Result } from '../../../../../shared/messaging/problem.ts';
import {
  type DerivedKey,
  deriveKey,
  forSealer,
  fromSealer,
  isRightKey,
  type Kdf,
  kdfOf,
  openWithKey,
  parseSealed,
  type SealedParts,
  scryptCost,
  sealWithKey,
} from './sealed-format.ts';
import {
  judgePassphrase,
  keyStoreFailed,
  passphraseEmpty,
  passphraseWrong,
  secretsCorrupt,
  secretsLocked,
  secretsNewer,
} from './secret-problems.ts';
import type { SealerLike } from './types.ts';

/** Encrypts and decrypts a file's content; other code reads and writes the file. */
export type Envelope = {
  locked(): boolean;
  /** Unlocks with a passphrase. @param file the complete current file */
  unlock(passphrase: string, file: Uint8Array): Promise<Result<void>>;
  open(file: Uint8Array): Promise<Result<Uint8Array>>;
  /**
   * Encrypts content.
   *
   * @param file the file that will be replaced; null if there is none yet
   * @param passphrase for a first file if none was given before; null if none is given now either
   */
  seal(plain: Uint8Array, file: Uint8Array | null, passphrase: string | null): Promise<Result<Sealed>>;
};

/**
 * The encrypted content. A new passphrase is only remembered by `keep`, which is called after the file is
 * written.
 */
export type Sealed = { readonly bytes: Uint8Array; keep(): void };

function parse(file: Uint8Array, path: string): Result<SealedParts> {
  const parts = parseSealed(file);
  if (parts === 'newer') return fail(secretsNewer(path));
  return parts === 'corrupt' ? fail(secretsCorrupt(path)) : ok(parts);
}

/**
 * Encrypts with a passphrase. Keeps the derived key while unlocked; keeps the passphrase only until the first
 * file is created.
 * @param path the file's path, for messages
 * @param random returns this many random bytes
 * @param first the passphrase of a file that does not exist yet; null if none was given
 */
export function passphraseEnvelope(
  path: string,
  random: (size: number) => Uint8Array,
  first: string | null = null,
): Envelope {
  type Open = { readonly kdf: Kdf; readonly derived: DerivedKey };
  let state:
    | { readonly kind: 'locked' }
    | ({ readonly kind: 'open' } & Open)
    | { readonly kind: 'new'; readonly passphrase: string } =
    first === null ? { kind: 'locked' } : { kind: 'new', passphrase: first };

  async function tryPassphrase(passphrase: string, file: Uint8Array): Promise<Result<Open>> {
    const parts = parse(file, path);
    if (!parts.ok) return parts;
    const { header } = parts.value;
    if (header.sealer !== 'passphrase') return fail(secretsCorrupt(path));
    const kdf = kdfOf(header);
    const derived = await deriveKey(passphrase, kdf);
    if (!isRightKey(header, derived)) return fail(passphraseWrong);
    return openWithKey(parts.value, derived) === null ? fail(secretsCorrupt(path)) : ok({ kdf, derived });
  }

  async function unlock(passphrase: string, file: Uint8Array): Promise<Result<void>> {
    if (passphrase === '') return fail(passphraseEmpty);
    const opened = await tryPassphrase(passphrase, file);
    if (!opened.ok) return opened;
    state = { kind: 'open', ...opened.value };
    return ok(undefined);
  }

  /**
   * Returns the key for this file, which another store may have created or replaced since this one was
   * unlocked.
   */
  async function keyFor(file: Uint8Array): Promise<Result<Open & { readonly parts: SealedParts }>> {
    const parts = parse(file, path);
    if (!parts.ok) return parts;
    const { header } = parts.value;
    if (header.sealer !== 'passphrase') return fail(secretsCorrupt(path));
    if (state.kind === 'new') {
      const opened = await tryPassphrase(state.passphrase, file);
      if (!opened.ok) return opened;
      state = { kind: 'open', ...opened.value };
    }
    if (state.kind === 'locked') return fail(secretsLocked);
    if (Buffer.from(state.kdf.salt).toString('base64') !== header.salt) {
      // The file has another passphrase or salt: the stored key is useless.
      state = { kind: 'locked' };
      return fail(secretsLocked);
    }
    return ok({ kdf: state.kdf, derived: state.derived, parts: parts.value });
  }

  function sealedWith(plain: Uint8Array, { kdf, derived }: Open): Sealed {
    return {
      bytes: sealWithKey(plain, kdf, derived, random(12)),
      keep() {
        state = { kind: 'open', kdf, derived };
      },
    };
  }

  return {
    locked: () => state.kind === 'locked',
    unlock,
    async open(file) {
      const key = await keyFor(file);
      if (!key.ok) return key;
      const plain = openWithKey(key.value.parts, key.value.derived);
      return plain === null ? fail(secretsCorrupt(path)) : ok(plain);
    },
    async seal(plain, file, passphrase) {
      if (file !== null) {
        const key = await keyFor(file);
        if (!key.ok) return key;
        return ok(sealedWith(plain, key.value));
      }
      if (state.kind === 'open') return ok(sealedWith(plain, state));
      const chosen = state.kind === 'new' ? state.passphrase : passphrase;
      if (chosen === null) return fail(secretsLocked);
      const judged = judgePassphrase(chosen);
      if (!judged.ok) return judged;
      const kdf: Kdf = { ...scryptCost, salt: random(16) };
      return ok(sealedWith(plain, { kdf, derived: await deriveKey(chosen, kdf) }));
    },
  };
}

/**
 * Encrypts with an external service: Electron's safeStorage.
 * @param path the file's path, for messages
 */
export function sealerEnvelope(path: string, sealer: SealerLike): Envelope {
  return {
    locked: () => false,
    async unlock() {
      return ok(undefined);
    },
    async open(file) {
      const parts = parse(file, path);
      if (!parts.ok) return parts;
      if (parts.value.header.sealer !== 'safe-storage') return fail(secretsCorrupt(path));
      let opened: Uint8Array;
      try {
        opened = await sealer.open(parts.value.payload);
      } catch {
        return fail(keyStoreFailed);
      }
      const plain = fromSealer(parts.value.line, opened);
      return plain === null ? fail(secretsCorrupt(path)) : ok(plain);
    },
    async seal(plain) {
      const { line, content } = forSealer(plain);
      try {
        const bytes = Buffer.concat([line, Buffer.from('\n'), await sealer.seal(content)]);
        return ok({ bytes, keep: () => undefined });
      } catch {
        return fail(keyStoreFailed);
      }
    },
  };
}
