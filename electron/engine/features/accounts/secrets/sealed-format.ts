import { createCipheriv, createDecipheriv, createHash, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * The encrypted file: one line of JSON (the header), a newline, then bytes.
 *
 * Encrypted with a passphrase: 12 bytes nonce, 16 bytes tag, the ciphertext (AES-256-GCM, RFC 5116; the
 * header line is authenticated). scrypt (RFC 7914) derives 64 bytes: 32 are the key; of the other 32 the
 * header contains the SHA-256, which distinguishes a wrong passphrase from a damaged file. Checking it costs
 * an attacker as much as checking the tag.
 *
 * Encrypted by an external service (safeStorage): its ciphertext of the header line's SHA-256 followed by the
 * content.
 */
export type PassphraseHeader = {
  readonly format: 'omnideck-secrets';
  readonly version: 1;
  readonly sealer: 'passphrase';
  readonly kdf: 'scrypt';
  readonly n: number;
  readonly r: number;
  readonly p: number;
  /** base64 */
  readonly salt: string;
  /** base64 */
  readonly check: string;
};

type SealerHeader = {
  readonly format: 'omnideck-secrets';
  readonly version: 1;
  readonly sealer: 'safe-storage';
};

export type SealedParts = {
  /** The header line's bytes, without the newline. */
  readonly line: Uint8Array;
  readonly header: PassphraseHeader | SealerHeader;
  readonly payload: Uint8Array;
};

export type Kdf = { readonly n: number; readonly r: number; readonly p: number; readonly salt: Uint8Array };

/** 64 MiB and about 0.2 s for each guess. */
export const scryptCost = { n: 2 ** 16, r: 8, p: 1 } as const;
const nonceSize = 12;
const tagSize = 16;
/** The maximum size of a header. */
const headerLimit = 4096;

function base64Bytes(value: unknown, least: number): Uint8Array | null {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return null;
  const bytes = Buffer.from(value, 'base64');
  return bytes.length >= least && bytes.length <= 64 ? bytes : null;
}

/**
 * Limits the cost in both directions: a file must not be able to weaken the encryption or to exhaust the
 * memory.
 */
function costOf(fields: Readonly<Record<string, unknown>>): Omit<Kdf, 'salt'> | null {
  const { n, r, p } = fields;
  if (typeof n !== 'number' || typeof r !== 'number' || typeof p !== 'number') return null;
  const powerOfTwo = Number.isInteger(Math.log2(n)) && n >= 2 ** 15 && n <= 2 ** 20;
  const small = Number.isInteger(r) && r >= 8 && r <= 16 && Number.isInteger(p) && p >= 1 && p <= 4;
  return powerOfTwo && small ? { n, r, p } : null;
}

/**
 * Splits an encrypted file into its parts without decrypting it.
 * @param bytes the complete file
 * @returns its parts; 'newer' if a later version wrote it; 'corrupt' if it is not in our format, or cut off
 */
export function parseSealed(bytes: Uint8Array): SealedParts | 'newer' | 'corrupt' {
  const end = bytes.subarray(0, headerLimit).indexOf(0x0a);
  if (end < 0) return 'corrupt';
  const line = bytes.subarray(0, end);
  const payload = bytes.subarray(end + 1);
  let fields: Readonly<Record<string, unknown>>;
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
    if (typeof parsed !== 'object' || parsed === null) return 'corrupt';
    fields = parsed as Readonly<Record<string, unknown>>;
  } catch {
    return 'corrupt';
  }
  if (fields.format !== 'omnideck-secrets' || typeof fields.version !== 'number') return 'corrupt';
  if (fields.version > 1) return 'newer';
  if (fields.version !== 1) return 'corrupt';
  const base = { format: 'omnideck-secrets', version: 1 } as const;
  if (fields.sealer === 'safe-storage') {
    return { line, header: { ...base, sealer: 'safe-storage' }, payload };
  }
  const cost = costOf(fields);
  const { salt, check } = fields;
  if (fields.sealer !== 'passphrase' || fields.kdf !== 'scrypt' || cost === null) return 'corrupt';
  if (base64Bytes(salt, 16) === null || base64Bytes(check, 32) === null) return 'corrupt';
  if (payload.length < nonceSize + tagSize) return 'corrupt';
  return {
    line,
    header: {
      ...base,
      sealer: 'passphrase',
      kdf: 'scrypt',
      ...cost,
      salt: String(salt),
      check: String(check),
    },
    payload,
  };
}

/**
 * The values that scrypt derives from a passphrase: the key, and a value that proves that it is the right
 * one.
 */
export type DerivedKey = { readonly key: Uint8Array; readonly check: Uint8Array };

/**
 * Derives the key. The passphrase is normalised (NFKC), so that it does not depend on the keyboard.
 * @throws if there is not enough memory
 */
export function deriveKey(passphrase: string, kdf: Kdf): Promise<DerivedKey> {
  const { n, r, p, salt } = kdf;
  return new Promise((resolve, reject) => {
    const options = { N: n, r, p, maxmem: 128 * n * r + 128 * r * p + 32 * 1024 * 1024 };
    scrypt(passphrase.normalize('NFKC'), salt, 64, options, (error, derived) => {
      if (error) reject(error);
      else {
        const check = createHash('sha256').update(derived.subarray(32)).digest();
        resolve({ key: derived.subarray(0, 32), check });
      }
    });
  });
}

/** Returns the key derivation parameters of a header. */
export function kdfOf(header: PassphraseHeader): Kdf {
  return { n: header.n, r: header.r, p: header.p, salt: Buffer.from(header.salt, 'base64') };
}

/** Returns whether a derived key is the one that encrypted the file. */
export function isRightKey(header: PassphraseHeader, derived: DerivedKey): boolean {
  const expected = Buffer.from(header.check, 'base64');
  return expected.length === derived.check.length && timingSafeEqual(expected, derived.check);
}

function headerLine(header: PassphraseHeader | SealerHeader): Buffer {
  return Buffer.from(JSON.stringify(header), 'utf8');
}

/**
 * Encrypts with a derived key.
 * @param nonce 12 bytes, never used before with this key
 * @returns the complete file's bytes
 */
export function sealWithKey(plain: Uint8Array, kdf: Kdf, derived: DerivedKey, nonce: Uint8Array): Uint8Array {
  const line = headerLine({
    format: 'omnideck-secrets',
    version: 1,
    sealer: 'passphrase',
    kdf: 'scrypt',
    n: kdf.n,
    r: kdf.r,
    p: kdf.p,
    salt: Buffer.from(kdf.salt).toString('base64'),
    check: Buffer.from(derived.check).toString('base64'),
  });
  const cipher = createCipheriv('aes-256-gcm', derived.key, nonce, { authTagLength: tagSize });
  cipher.setAAD(line);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([line, Buffer.from('\n'), nonce, cipher.getAuthTag(), ciphertext]);
}

/** Decrypts the output of sealWithKey(); null if a bit of it, or of its header, was changed. */
export function openWithKey(parts: SealedParts, derived: DerivedKey): Uint8Array | null {
  const nonce = parts.payload.subarray(0, nonceSize);
  const tag = parts.payload.subarray(nonceSize, nonceSize + tagSize);
  try {
    const decipher = createDecipheriv('aes-256-gcm', derived.key, nonce, { authTagLength: tagSize });
    decipher.setAAD(parts.line);
    decipher.setAuthTag(tag);
    const ciphertext = parts.payload.subarray(nonceSize + tagSize);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}

/** Returns the header of a file that an external service encrypts, and the data to encrypt. */
export function forSealer(plain: Uint8Array): { readonly line: Uint8Array; readonly content: Uint8Array } {
  const line = headerLine({ format: 'omnideck-secrets', version: 1, sealer: 'safe-storage' });
  return { line, content: Buffer.concat([createHash('sha256').update(line).digest(), plain]) };
}

/** Returns the content of what the service decrypted; null if it was encrypted under another header. */
export function fromSealer(line: Uint8Array, opened: Uint8Array): Uint8Array | null {
  const digest = createHash('sha256').update(line).digest();
  if (opened.length < digest.length || !timingSafeEqual(opened.subarray(0, digest.length), digest))
    return null;
  return opened.subarray(digest.length);
}
