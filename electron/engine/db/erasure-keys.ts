/**
 * The keys of the digests of erased numbers, in files beside the database that are in no backup. A folder has one key of
 * its own, and the keys of databases that were restored into it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { digester } from './number-digest.ts';

/** The folder's own key, with which new digests are made, then the others; each 32 bytes, hexadecimal. */
export type ErasureKeys = readonly [own: string, ...others: string[]];

const ownName = 'erasure.key';
const othersName = 'erasure-others.key';

/** Returns the keys in a file, hexadecimal. */
function keysIn(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').match(/^[0-9a-f]{64}$/gmu) ?? [];
}

/** Replaces a file as a whole, so that a crash leaves the old keys or the new ones. */
function write(file: string, keys: readonly string[]): void {
  const part = `${file}.new`;
  writeFileSync(part, keys.map((key) => `${key}\n`).join(''), { mode: 0o600, flush: true });
  renameSync(part, file);
}

/**
 * Returns the folder's keys. If its own was lost, a new one is created, and digests of the old one are no longer
 * recognised.
 * @throws if the folder cannot be written
 */
export function erasureKeys(folder: string): ErasureKeys {
  const file = join(folder, ownName);
  let [own] = keysIn(file);
  if (own === undefined) {
    own = randomBytes(32).toString('hex');
    write(file, [own]);
  }
  return [own, ...keysIn(join(folder, othersName))];
}

/** Keeps the keys of another folder, so that its digests are recognised here. */
export function addErasureKeys(folder: string, keys: readonly string[]): void {
  const known = new Set<string>(erasureKeys(folder));
  const added = keys.filter((key) => !known.has(key));
  if (added.length === 0) return;
  const file = join(folder, othersName);
  write(file, [...keysIn(file), ...added]);
}

/** Names a key without revealing it: the beginning of its SHA-256. */
export function nameOfKey(key: string): string {
  return createHash('sha256').update(`omnideck erasure key ${key}`).digest('hex').slice(0, 16);
}

/**
 * Adds the SQL function number_digests(number): the digests of a number with a folder's keys, as a JSON list. The files
 * are read again when they change.
 * @param folder missing: the database's
 */
export function addNumberDigests(db: Database.Database, folder = dirname(db.name)): void {
  const files = [ownName, othersName].map((name) => join(folder, name));
  let read = '';
  let digesters: readonly ((number: string) => string)[] = [];
  db.function('number_digests', { directOnly: true }, (number) => {
    const now = files.map(versionOf).join(' ');
    if (now !== read) {
      digesters = files.flatMap(keysIn).map(digester);
      read = now;
    }
    return JSON.stringify(digesters.map((digest) => digest(String(number))));
  });
}

/** Changes whenever a file is replaced; empty if there is none. */
function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.ino} ${found.mtimeMs} ${found.size}`;
}
