import { createHash } from 'node:crypto';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';

export type ReadSubscription = {
  readonly number: E164;
  readonly externalId: string | null;
  readonly time: string | null;
  readonly identity: string;
};

const longestQuery = 1_000;
const longestId = 200;
const longestTime = 40;

/**
 * Reads the query of a subscription. Messente documents `id`, `phone` and `time` (`YYYY-MM-DD hh:mm:ss`), and not what `id`
 * identifies: only the same values of all three are a repeat.
 * @param token the token of the address, with which the identity is a digest
 * @returns null if it has no phone number, or a parameter is given twice or too long
 */
export function readSubscription(query: string, token: string): ReadSubscription | null {
  if (query.length > longestQuery) return null;
  const given = parametersOf(query);
  if (given === null) return null;
  const [externalId = null, phone, time = null] = ['id', 'phone', 'time'].map((name) => given.get(name));
  if (phone === undefined || (externalId?.length ?? 0) > longestId || (time?.length ?? 0) > longestTime)
    return null;
  // "+" is a space in a query, and may be missing: the number always has its country code.
  const digits = phone.replace(/^[+ ]/u, '');
  const parsed = /^\d{7,15}$/u.test(digits) ? parsePhone(`+${digits}`) : null;
  if (parsed?.ok !== true) return null;
  const identity = createHash('sha256')
    .update(JSON.stringify([token, externalId, phone, time]))
    .digest('hex');
  return { number: parsed.value.e164, externalId, time, identity };
}

/** @returns null if a name is given twice, or an escape is not UTF-8 */
function parametersOf(query: string): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  for (const part of query.split('&')) {
    const [name = '', ...value] = part.split('=');
    try {
      const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
      const key = decode(name);
      if (found.has(key)) return null;
      found.set(key, decode(value.join('=')));
    } catch {
      return null;
    }
  }
  return found;
}
