import { chmod, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * A file that is only replaced as a whole, by one process at a time, and is readable only by its owner
 * (0600).
 */

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === code;
}

/**
 * Returns an identity that changes whenever the file is replaced; null if there is no file. @throws the
 * system's error
 */
export async function fileIdentity(path: string): Promise<string | null> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${ino}:${size}:${mtimeNs}`;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Returns the file's bytes; null if there is no file. @throws the system's error */
export async function readWhole(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Removes all permissions of other users. @returns whether they had any. @throws the system's error */
export async function makePrivate(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return false;
  await chmod(path, 0o600);
  return true;
}

/**
 * Replaces the file: writes a temporary file beside it, syncs it, renames it over the file, and syncs the
 * folder. After a crash at any point the complete old or new file exists. The caller must hold the lock:
 * temporary files of killed processes are removed.
 * @param unique a part of the name that no other writer uses
 * @throws the system's error; the old file is then unchanged
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
 * Renames the file to a name with the current time in the same folder; never replaces another file. The
 * caller must hold the lock.
 * @returns its new path
 * @throws the system's error
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

/** A lock of this age was left by a dead process, because the protected work takes milliseconds. */
const staleAfterMs = 60_000;

/** Removes a lock whose holder is gone. */
async function removeStale(lock: string, unique: string): Promise<void> {
  try {
    const before = await fileIdentity(lock);
    const [text, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
    // The file system's clock is this computer's, or the limit is so coarse that the difference does not
    // matter.
    const stale = Date.now() - mtimeMs > staleAfterMs || (/^\d+$/.test(text) && !isAlive(Number(text)));
    // Of two processes that find it stale, only one can rename it. Check again, in case it is a new lock.
    if (!stale || (await fileIdentity(lock)) !== before) return;
    const aside = `${lock}.${unique}`;
    await rename(lock, aside);
    await rm(aside, { force: true });
  } catch {
    // The lock is already gone; the next attempt to lock shows this.
  }
}

/**
 * Runs work while no other process (or other store in this process) does the same. Uses a lock file beside
 * the file, which the successor of a killed process takes over.
 * @param unique a part of the name that no other caller uses
 * @param waitMs how long to wait for another holder, milliseconds
 * @returns the result of `work`; 'busy' if the other holder did not finish in time
 * @throws the error of the system or of `work`
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
