import type { SafeStorage } from 'electron';
import { accountsProblem } from '../../shared/problems/accounts.ts';
import type { SealerLike } from '../engine/features/accounts/index.ts';

type Needed = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/**
 * Electron's safeStorage as a sealer, by its asynchronous calls (the others are deprecated since 45). For where the
 * OS key store can't be reached otherwise; asked for only then, because asking may make an entry in it.
 * @returns null where it can't seal
 */
export async function safeStorageSealer(
  safeStorage: Needed,
  platform: NodeJS.Platform,
): Promise<SealerLike | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  // "basic_text": Chromium's own name for a password that is compiled in.
  const isFixed = platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  return {
    // It seals text; ours are bytes.
    seal: (plain) => safeStorage.encryptStringAsync(Buffer.from(plain).toString('base64')),
    async open(sealed) {
      // shouldReEncrypt is not acted on: every change of a password seals the whole file anew.
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
      return Buffer.from(result, 'base64');
    },
    warning: isFixed ? accountsProblem('key-not-secret') : null,
  };
}
