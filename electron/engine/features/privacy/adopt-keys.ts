/** Opens the sealed keys of another folder, so that its erased numbers are recognised here. */
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { privacyProblem } from '../../../../shared/problems/privacy.ts';
import { addErasureKeys, erasureKeys, nameOfKey } from '../../db/erasure-keys.ts';
import { opener } from '../accounts/index.ts';
import type { StoredKey } from './sql/erasure-keys.ts';

/** Returns the keys that a folder does not have. */
export function unknownKeys(folder: string, stored: readonly StoredKey[]): StoredKey[] {
  const known = new Set(erasureKeys(folder).map(nameOfKey));
  return stored.filter(({ name }) => !known.has(name));
}

/**
 * Adds the keys that a passphrase opens to those of the folder.
 * @returns how many are still unknown; problems: `backup-passphrase-wrong` if it opens none, `backup-not-sealed` if none can be
 * opened with any
 */
export async function adoptKeys(
  folder: string,
  stored: readonly StoredKey[],
  passphrase: string,
): Promise<Result<{ unknown: number }>> {
  const unknown = unknownKeys(folder, stored);
  if (unknown.length === 0) return ok({ unknown: 0 });
  if (unknown.every(({ sealed }) => sealed === null))
    return fail(privacyProblem('backup-not-sealed', {}, 'passphrase'));
  const open = opener(passphrase);
  const opened: string[] = [];
  for (const { name, sealed } of unknown) {
    const bytes = sealed === null ? null : await open(Buffer.from(sealed, 'base64'));
    const key = bytes === null ? '' : Buffer.from(bytes).toString('utf8');
    // A changed backup may have another key under this name.
    if (/^[0-9a-f]{64}$/u.test(key) && nameOfKey(key) === name) opened.push(key);
  }
  if (opened.length === 0) return fail(privacyProblem('backup-passphrase-wrong', {}, 'passphrase'));
  addErasureKeys(folder, opened);
  return ok({ unknown: unknown.length - opened.length });
}
