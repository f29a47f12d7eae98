import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns the key of this folder's digests of erased numbers: 32 random bytes in a file beside the database,
 * which is in no backup. If the key was lost, a new one is created, and digests of the old one are no longer
 * recognised.
 * @returns hexadecimal
 * @throws if the folder cannot be written
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
