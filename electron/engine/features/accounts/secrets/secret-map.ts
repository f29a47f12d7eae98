import type { AccountSecrets, SecretOwner } from './types.ts';

/** All passwords of one data folder, by account. */
export type SecretMap = ReadonlyMap<SecretOwner, AccountSecrets>;

/** The number of earlier passwords that are kept, which is enough for callbacks under way. */
const earlierLimit = 10;

/**
 * Returns what to store when `password` becomes the current one: the previous one becomes the newest earlier
 * password.
 * @param before what is stored now; null if nothing
 * @param password the new current password
 */
export function withPassword(before: AccountSecrets | null, password: string): AccountSecrets {
  if (before === null) return { current: password, earlier: [] };
  const earlier = [...new Set([before.current, ...before.earlier])].filter((other) => other !== password);
  return { current: password, earlier: earlier.slice(0, earlierLimit) };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** Reads one account's passwords from parsed JSON; null if the value has another shape. */
function readSecrets(value: unknown): AccountSecrets | null {
  const fields = fieldsOf(value);
  const current = fields?.current;
  const earlier = fields?.earlier;
  if (typeof current !== 'string' || !Array.isArray(earlier)) return null;
  return { current, earlier: earlier.filter((password: unknown) => typeof password === 'string') };
}

/** Reads one account's passwords from JSON text. */
export function parseSecrets(text: string): AccountSecrets | null {
  try {
    return readSecrets(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * The size of the plain data is a multiple of this, so that the file's size does not reveal a password's
 * length.
 */
const blockSize = 1024;

/** Returns the bytes to encrypt. Uses pairs instead of an object's keys, because an id may be any text. */
export function encodeSecrets(map: SecretMap): Uint8Array {
  const json = Buffer.from(JSON.stringify({ accounts: [...map] }), 'utf8');
  const padded = Buffer.alloc(Math.ceil(json.length / blockSize) * blockSize, 0x20);
  json.copy(padded);
  json.fill(0);
  return padded;
}

/** Decodes these bytes; null if they are in another format. */
export function decodeSecrets(plain: Uint8Array): SecretMap | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    return null;
  }
  const accounts = fieldsOf(parsed)?.accounts;
  if (!Array.isArray(accounts)) return null;
  const map = new Map<SecretOwner, AccountSecrets>();
  for (const pair of accounts) {
    if (!Array.isArray(pair) || typeof pair[0] !== 'string') return null;
    const secrets = readSecrets(pair[1]);
    if (secrets === null) return null;
    map.set(pair[0] as SecretOwner, secrets);
  }
  return map;
}
