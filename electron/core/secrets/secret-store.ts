/**
 * Where API passwords live: the OS key store, else a file sealed with a passphrase (or by the desktop's safeStorage).
 * Never in SQLite, on a command line, in a log or in an error.
 */
import type { KeyringLike, SealerLike, SecretStore } from './types.ts';

export type * from './types.ts';

export type OpenSecretStoreOptions = {
  /** The data folder: it must exist, mode 0700. */
  readonly dir: string;
  /** Names this folder's entries in the OS key store, so that two folders don't share passwords. */
  readonly dataFolderId: string;
  /** From OMNIDECK_PASSPHRASE or a prompt; null: a sealed file stays locked until unlock(). */
  readonly passphrase: string | null;
  /** From systemKeyring(); null: no OS key store. */
  readonly keyring: KeyringLike | null;
  /** Electron's safeStorage, passed by the desktop shell; used where there is no keyring. */
  readonly sealer?: SealerLike | null;
  /** So many random bytes; node:crypto's unless given. */
  readonly random?: (size: number) => Uint8Array;
};

export async function openSecretStore(_options: OpenSecretStoreOptions): Promise<SecretStore> {
  throw new Error('being written');
}
