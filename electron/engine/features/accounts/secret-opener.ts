import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Overview } from '../../../../shared/contract/console.ts';
import type { LiveSettings } from '../settings/index.ts';
import { safeStorageFileName } from './secrets/file-names.ts';
import { openSecretStore, systemKeyring } from './secrets/secret-store.ts';
import type { KeyringLike, SealerLike, SecretStore } from './secrets/types.ts';

/**
 * Opens the store of API passwords when it is first needed, because finding the OS key store takes a moment.
 */
export type SecretOpener = {
  readonly open: () => Promise<SecretStore>;
  /** Returns the store's state; before it was opened, an empty state, because the sandbox needs no store. */
  state(): Promise<Overview['secrets']>;
};

export function createSecretOpener(options: {
  readonly folder: string;
  readonly passphrase: string | null;
  readonly settings: LiveSettings;
  /** Finds the OS key store; default: the engine's own search. */
  readonly keyring?: (() => Promise<KeyringLike | null>) | undefined;
  /** Electron's safeStorage in the desktop shell; only called if it may be needed. */
  readonly sealer?: (() => Promise<SealerLike | null>) | undefined;
}): SecretOpener {
  const { folder, passphrase, settings } = options;
  let opening: Promise<SecretStore> | null = null;

  async function open(): Promise<SecretStore> {
    let folderId = settings.remembered('data_folder_id');
    if (folderId === undefined) {
      folderId = randomUUID();
      await settings.remember('data_folder_id', folderId);
    }
    const keyring = await (options.keyring ?? systemKeyring)();
    const mayNeedSealer = keyring === null || existsSync(join(folder, safeStorageFileName));
    return openSecretStore({
      dir: folder,
      dataFolderId: folderId,
      passphrase,
      keyring,
      sealer: mayNeedSealer ? ((await options.sealer?.()) ?? null) : null,
    });
  }

  return {
    open() {
      opening ??= open();
      return opening;
    },
    async state() {
      if (opening === null) return { kind: 'os-key-store', locked: false, exists: false, warning: null };
      return { ...(await opening).state() };
    },
  };
}
