import type { AccountId } from '../../../../../shared/messaging/types.ts';
import type { AccountSecrets } from './types.ts';

/** All passwords of one data folder. */
export type SecretMap = ReadonlyMap<AccountId, AccountSecrets>;

/** So many earlier passwords are kept: enough for callbacks under way, whatever the habit of changing them. */
const earlierLimit = 10;

/**
 * What is stored once `password` is the current one: the former current becomes the newest of the earlier ones.
 * @param before what is stored now; null: nothing
 * @param password the new current one
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

/** Reads one account's passwords from parsed JSON; null where it is something else. */
function readSecrets(value: unknown): AccountSecrets | null {
  const fields = fieldsOf(value);
  const current = fields?.current;
  const earlier = fields?.earlier;
  if (typeof current !== 'string' || !Array.isArray(earlier)) return null;
  return { current, earlier: earlier.filter((password: unknown) => typeof password === 'string') };
}

/** The same from JSON text. */
export function parseSecrets(text: string): AccountSecrets | null {
  try {
    return readSecrets(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The size of what is sealed is a multiple of this, so that the file's size doesn't tell a password's length. */
const blockSize = 1024;

/** As bytes to seal. Pairs instead of an object's keys: an id may be any text. */
export function encodeSecrets(map: SecretMap): Uint8Array {
  const json = Buffer.from(JSON.stringify({ accounts: [...map] }), 'utf8');
  const padded = Buffer.alloc(Math.ceil(json.length / blockSize) * blockSize, 0x20);
  json.copy(padded);
  json.fill(0);
  return padded;
}

/** The reverse; null where the bytes are none of ours. */
export function decodeSecrets(plain: Uint8Array): SecretMap | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    return null;
  }
  const accounts = fieldsOf(parsed)?.accounts;
  if (!Array.isArray(accounts)) return null;
  const map = new Map<AccountId, AccountSecrets>();
  for (const pair of accounts) {
    if (!Array.isArray(pair) || typeof pair[0] !== 'string') return null;
    const secrets = readSecrets(pair[1]);
    if (secrets === null) return null;
    map.set(pair[0] as AccountId, secrets);
  }
  return map;
}
