import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SigningPasswords } from '../accounts/index.ts';
import type { CallbackVerdict } from './types.ts';

/**
 * Verifies signatures. Pure functions, because a signature is also verified after the key store is unlocked
 * or a password has changed. Source of the rule: Messente's page "Requests & Authentication". No timestamp is
 * signed, so a replay verifies.
 */

/** Lower case, as Messente sends it. */
export const signatureHeader = 'x-messente-signature';

const wellFormed = /^[0-9a-fA-F]{64}$/;

function digest(body: Uint8Array, password: string): Buffer {
  return createHmac('sha256', password).update(body).digest();
}

/** Returns Messente's X-Messente-Signature: 64 lower-case hexadecimal digits over the raw body. */
export function sign(body: Uint8Array, password: string): string {
  return digest(body, password).toString('hex');
}

/**
 * Returns the signature header's value from raw header pairs.
 * @returns null if there is none; "" (which matches nothing) if there are several
 */
export function signatureOf(headers: readonly (readonly [string, string])[]): string | null {
  let found: string | null = null;
  for (const [name, value] of headers) {
    // Compare the length first, because most names need no lower-casing then.
    if (name.length === signatureHeader.length && name.toLowerCase() === signatureHeader) {
      if (found !== null) return '';
      found = value;
    }
  }
  return found;
}

/**
 * Verifies one signature over the raw body, in constant time for each password.
 * @param header the header's value as received; null if there was none
 * @param passwords null if the account has none: then nothing matches
 */
export function verifySignature(
  body: Uint8Array,
  header: string | null,
  passwords: SigningPasswords | null,
): CallbackVerdict {
  if (header === null) return { kind: 'unsigned' };
  if (passwords === null || !wellFormed.test(header)) return { kind: 'forged' };
  const claimed = Buffer.from(header, 'hex');
  if (matches(body, claimed, passwords.current)) return { kind: 'verified', secret: 'current' };
  for (const password of passwords.earlier) {
    if (matches(body, claimed, password)) return { kind: 'verified', secret: 'earlier' };
  }
  return { kind: 'forged' };
}

function matches(body: Uint8Array, claimed: Uint8Array, password: string): boolean {
  // Anybody can sign with an empty key.
  return password !== '' && timingSafeEqual(digest(body, password), claimed);
}
