import type { KeyringLike } from './types.ts';

export async function systemKeyring(): Promise<KeyringLike | null> {
  return null;
}
