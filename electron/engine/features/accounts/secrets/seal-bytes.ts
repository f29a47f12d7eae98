/** Encrypts a few bytes with a passphrase, in the format of the encrypted file of the API passwords (sealed-format.ts). */
import { randomBytes } from 'node:crypto';
import {
  type DerivedKey,
  deriveKey,
  isRightKey,
  type Kdf,
  kdfOf,
  openWithKey,
  parseSealed,
  scryptCost,
  sealWithKey,
} from './sealed-format.ts';

/** Returns a function that encrypts with a passphrase. Its key is derived once (about 0.2 s). */
export async function sealer(passphrase: string): Promise<(plain: Uint8Array) => Uint8Array> {
  const kdf: Kdf = { ...scryptCost, salt: randomBytes(16) };
  const derived = await deriveKey(passphrase, kdf);
  return (plain) => sealWithKey(plain, kdf, derived, randomBytes(12));
}

/** The maximum cost of what is opened, in the unit of memory: a file from elsewhere must not exhaust it. */
const mostCost = scryptCost.n * scryptCost.r;

/**
 * Returns a function that decrypts with a passphrase: null if the passphrase is wrong, or the bytes were changed or are not
 * in this format. The key of each salt is derived once.
 */
export function opener(passphrase: string): (sealed: Uint8Array) => Promise<Uint8Array | null> {
  const derived = new Map<string, DerivedKey>();
  return async (sealed) => {
    const parts = parseSealed(sealed);
    if (typeof parts === 'string' || parts.header.sealer !== 'passphrase') return null;
    const { header } = parts;
    if (header.n * header.r * header.p > mostCost) return null;
    const name = `${header.n} ${header.r} ${header.p} ${header.salt}`;
    const key = derived.get(name) ?? (await deriveKey(passphrase, kdfOf(header)));
    derived.set(name, key);
    return isRightKey(header, key) ? openWithKey(parts, key) : null;
  };
}
