/**
 * Stores API passwords: in the OS key store, otherwise in a file encrypted by the desktop's safeStorage or
 * with a passphrase. Passwords are never in SQLite, on a command line, in a log or in an error.
 */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fail, ok, type Problem, term } from '../../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../../shared/problems/accounts.ts';
import { fileIdentity, replaceWhole } from './atomic-file.ts';
import { passphraseEnvelope, sealerEnvelope } from './envelope.ts';
import { keyStoreMarkerName, safeStorageFileName, sealedFileName } from './file-names.ts';
import { openFileStore } from './file-store.ts';
import { openKeyringStore } from './keyring-store.ts';
import { judgePassphrase, secretsFileFailed } from './secret-problems.ts';
import type { KeyringLike, SealerLike, SecretStore } from './types.ts';

export { systemKeyring } from './keyring.ts';
export type * from './types.ts';

export type OpenSecretStoreOptions = {
  /** The data folder, which must exist with mode 0700. */
  readonly dir: string;
  /**
   * Part of the names of this folder's entries in the OS key store, so that two folders do not share
   * passwords.
   */
  readonly dataFolderId: string;
  /** From OMNIDECK_PASSPHRASE or a prompt; null: an encrypted file stays locked until unlock(). */
  readonly passphrase: string | null;
  /** From systemKeyring(); null if there is no OS key store. */
  readonly keyring: KeyringLike | null;
  /** Electron's safeStorage from the desktop shell; used if there is no keyring. */
  readonly sealer?: SealerLike | null;
  /** Returns this many random bytes; default: node:crypto's. */
  readonly random?: (size: number) => Uint8Array;
};

async function isThere(path: string): Promise<boolean> {
  try {
    return (await fileIdentity(path)) !== null;
  } catch {
    return false;
  }
}

/**
 * Opens the store of a data folder. If the folder already has passwords, they stay where they are: an
 * encrypted file is used even if a key store has become available. Otherwise the OS key store is preferred,
 * then safeStorage, then a file encrypted with a passphrase. With a wrong passphrase the store stays locked
 * and has a warning; the same applies to a weak passphrase that would encrypt for the first time.
 * @throws never because of the folder's content: each call's Result contains the problem
 */
export async function openSecretStore(options: OpenSecretStoreOptions): Promise<SecretStore> {
  const { dir, dataFolderId, passphrase, keyring } = options;
  const sealer = options.sealer ?? null;
  const random = options.random ?? randomBytes;
  const sealedPath = join(dir, sealedFileName);
  const safePath = join(dir, safeStorageFileName);
  const markerPath = join(dir, keyStoreMarkerName);
  const [sealed, safe, marked] = await Promise.all([sealedPath, safePath, markerPath].map(isThere));

  const openSealed = async (missing: Problem | null): Promise<SecretStore> => {
    // Only a passphrase for a first encryption is rated; existing files can be unlocked with any passphrase.
    const judged = sealed || passphrase === null ? ok(undefined) : judgePassphrase(passphrase);
    const envelope = passphraseEnvelope(sealedPath, random, !sealed && judged.ok ? passphrase : null);
    const store = await openFileStore({
      kind: 'sealed-file',
      path: sealedPath,
      envelope,
      random,
      warning: missing,
      whenMissing: missing,
    });
    if (passphrase === null) return store;
    const unlocked = sealed ? await store.unlock(passphrase) : judged;
    if (unlocked.ok) return store;
    const { problem: warning } = unlocked;
    return {
      ...store,
      state: () => (store.state().locked ? { ...store.state(), warning } : store.state()),
    };
  };
  const openSafe = (with_: SealerLike): Promise<SecretStore> =>
    openFileStore({
      kind: 'safe-storage',
      path: safePath,
      envelope: sealerEnvelope(safePath, with_),
      random,
      warning: with_.warning ?? null,
      whenMissing: null,
    });

  if (sealed) return openSealed(null);
  if (safe && sealer !== null) return openSafe(sealer);
  const bySafeStorage = safe ? elsewhere('sealed by the desktop window') : null;
  if (keyring !== null) {
    return openKeyringStore({
      keyring,
      dataFolderId,
      warning: bySafeStorage,
      whenMissing: bySafeStorage,
      async beforeFirstWrite() {
        if (marked) return ok(undefined);
        try {
          await replaceWhole(markerPath, new Uint8Array(), Buffer.from(random(6)).toString('hex'));
          return ok(undefined);
        } catch (error) {
          return fail(secretsFileFailed(markerPath, 'written', error));
        }
      },
    });
  }
  if (marked) return openSealed(elsewhere("in the system's key store, which does not answer now"));
  if (sealer !== null) return openSafe(sealer);
  return openSealed(bySafeStorage);
}

function elsewhere(where: string): Problem {
  return accountsProblem('secrets-elsewhere', { where: term(where) });
}
