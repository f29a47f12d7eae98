import { createHmac, hash } from 'node:crypto';

/**
 * Returns what is kept of an erased number: HMAC-SHA-256 with the data folder's own key, which is in no
 * backup and no export. Without the key nobody can test it against all numbers. See docs/decisions/0014.
 * @param key hexadecimal
 */
export function digestOf(number: string, key: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(number).digest('hex');
}

const blockLength = 64;

/**
 * Returns a function that computes the same digest for very many numbers, several times as fast: the two
 * hashes of an HMAC (RFC 2104), without creating an object for each.
 * @param key hexadecimal, 64 bytes at most
 */
export function digester(key: string): (number: string) => string {
  const bytes = Buffer.alloc(blockLength);
  Buffer.from(key, 'hex').copy(bytes);
  const longest = 32;
  const inner = Buffer.concat([bytes.map((byte) => byte ^ 0x36), Buffer.alloc(longest)]);
  const outer = Buffer.concat([bytes.map((byte) => byte ^ 0x5c), Buffer.alloc(32)]);
  return (number) => {
    if (Buffer.byteLength(number) > longest) return digestOf(number, key);
    const length = inner.write(number, blockLength, 'utf8');
    hash('sha256', inner.subarray(0, blockLength + length), 'buffer').copy(outer, blockLength);
    return hash('sha256', outer, 'hex');
  };
}
