import { chmod, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that is only ever replaced whole, by one process at a time, readable by its owner alone (0600). */

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === code;
}

/** What the file is now: changes whenever it was replaced. null where there is none. @throws what the system throws */
export async function fileIdentity(path: string): Promise<string | null> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${ino}:${size}:${mtimeNs}`;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** The file's bytes; null where there is none. @throws what the system throws */
export async function readWhole(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Takes away what others may do with the file. @returns whether they could do anything. @throws what the system throws */
export async function makePrivate(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return false;
  await chmod(path, 0o600);
  return true;
}

/**
 * Replaces the file: a temporary file beside it, synced, renamed over it, the folder synced. After a crash at any
 * point the file is the old one or the new one, whole. Call it while holding the lock: temporary files left by a
 * killed process are removed on the way.
 * @param unique a name part that no other writer uses
 * @throws what the system throws; the old file is then as it was
 */
export async function replaceWhole(path: string, bytes: Uint8Array, unique: string): Promise<void> {
  const folder = dirname(path);
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix) && name.endsWith('.tmp')) await rm(join(folder, name), { force: true });
  }
  const temporary = `${path}.${unique}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Gives the file another name beside it, which says when; nothing that is there is replaced. Call it while holding
 * the lock.
 * @returns its path now
 * @throws what the system throws
 */
export async function moveAside(path: string): Promise<string> {
  const when = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/gu, '').replace('T', '-');
  for (let number = 1; ; number += 1) {
    const aside = `${path}.${when}${number === 1 ? '' : `-${number}`}`;
    if ((await fileIdentity(aside)) !== null) continue;
    await rename(path, aside);
    return aside;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isCode(error, 'ESRCH');
  }
}

/** A lock this old is nobody's: what it guards takes milliseconds. */
const staleAfterMs = 60_000;

/** Removes a lock whose holder is gone. */
async function removeStale(lock: string, unique: string): Promise<void> {
  try {
    const before = await fileIdentity(lock);
    const [text, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
    // The file system's clock and ours are the same machine's, or the age is too rough to matter.
    const stale = Date.now() - mtimeMs > staleAfterMs || (/^\d+$/.test(text) && !isAlive(Number(text)));
    // Of two who find it stale only one can rename it; looked at once more, lest it is a lock taken meanwhile.
    if (!stale || (await fileIdentity(lock)) !== before) return;
    const aside = `${lock}.${unique}`;
    await rename(lock, aside);
    await rm(aside, { force: true });
  } catch {
    // It is gone already: the next try to take it tells.
  }
}

/**
 * Does something while no other process (or other store of this process) does the same: a lock file beside it, that a
 * killed process's successor takes over.
 * @param unique a name part that no other taker uses
 * @param waitMs how long to wait for another, milliseconds
 * @returns what `work` returned; 'busy' where the other one did not finish in time
 * @throws what the system or `work` throws
 */
export async function withLock<T>(
  path: string,
  unique: string,
  waitMs: number,
  work: () => Promise<T>,
): Promise<T | 'busy'> {
  const lock = `${path}.lock`;
  const giveUpAt = performance.now() + waitMs;
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    await removeStale(lock, unique);
    if (performance.now() > giveUpAt) return 'busy';
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}
