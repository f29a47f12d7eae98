import { createHmac } from 'node:crypto';

/**
 * What is kept of a number that was erased: HMAC-SHA-256 by a key of the data folder's own, which is in no backup and no
 * export. Without the key it can't be tried against all numbers there are. See docs/decisions/0014.
 * @param key hexadecimal
 */
export function digestOf(number: string, key: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(number).digest('hex');
}
