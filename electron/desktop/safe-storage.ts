import type { SafeStorage } from 'electron';
import { accountsProblem } from '../../shared/problems/accounts.ts';
import type { SealerLike } from '../engine/features/accounts/index.ts';

type Needed = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/**
 * Returns a sealer that uses the asynchronous calls of Electron's safeStorage (the synchronous calls are
 * deprecated since Electron 45). It is only used if the OS key store cannot be reached otherwise, because
 * using it may create an entry there.
 * @returns null if encryption is not available
 */
export async function safeStorageSealer(
  safeStorage: Needed,
  platform: NodeJS.Platform,
): Promise<SealerLike | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  // "basic_text" is Chromium's name for a password that is compiled into the program.
  const isFixed = platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  return {
    // safeStorage encrypts text; our data is bytes.
    seal: (plain) => safeStorage.encryptStringAsync(Buffer.from(plain).toString('base64')),
    async open(sealed) {
      // shouldReEncrypt is ignored: every change of a password encrypts the whole file again.
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
      return Buffer.from(result, 'base64');
    },
    warning: isFixed ? accountsProblem('key-not-secret') : null,
  };
}
