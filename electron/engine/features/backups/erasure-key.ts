import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The key of this folder's digests of erased numbers: 32 random bytes in a file beside the database, which is in no
 * backup. Where it was lost there is a new one, and what was remembered by the old one is remembered no more.
 * @returns hexadecimal
 * @throws where the folder can't be written
 */
export function erasureKey(folder: string): string {
  const file = join(folder, 'erasure.key');
  if (existsSync(file)) {
    const key = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f]{64}$/u.test(key)) return key;
  }
  const key = randomBytes(32).toString('hex');
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return key;
}
