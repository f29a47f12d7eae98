import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Overview } from '../../../../shared/contract/console.ts';
import type { LiveSettings } from '../settings/index.ts';
import { openSecretStore, safeStorageFileName, systemKeyring } from './secrets/secret-store.ts';
import type { KeyringLike, SealerLike, SecretStore } from './secrets/types.ts';

/** The store of the API passwords, opened when it is first needed: looking for the OS key store takes a moment. */
export type SecretOpener = {
  readonly open: () => Promise<SecretStore>;
  /** What is known of the store; before it was opened, nothing: the sandbox needs none. */
  state(): Promise<Overview['secrets']>;
};

export function createSecretOpener(options: {
  readonly folder: string;
  readonly passphrase: string | null;
  readonly settings: LiveSettings;
  /** How the OS key store is found; its own unless given. */
  readonly keyring?: (() => Promise<KeyringLike | null>) | undefined;
  /** Electron's safeStorage, in the desktop shell; asked for only where it may be needed. */
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
