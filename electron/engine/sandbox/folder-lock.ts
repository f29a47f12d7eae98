/**
 * Ensures that only one sandbox uses a folder: a lock file holds the owner's process id, and the owner is
 * checked for being alive.
 */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type FolderLock = { release(): Promise<void> };

type Owner = { readonly pid: number; readonly started: string | null };

/**
 * Returns a value that distinguishes a process from a later process with the same id: on Linux the boot id
 * and the start time. On other systems it is null, and only the process id is compared.
 */
async function startOf(pid: number): Promise<string | null> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The command name may contain spaces and brackets, so the fields are counted after its end.
    const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return startTime === undefined ? null : `${boot.trim()}/${startTime}`;
  } catch {
    return null;
  }
}

function readOwner(text: string): Owner | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number')
      return null;
    return {
      pid: value.pid,
      started: 'started' in value && typeof value.started === 'string' ? value.started : null,
    };
  } catch {
    return null;
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return owner.started === null || owner.started === (await startOf(owner.pid));
}

/**
 * Locks the folder for this process.
 *
 * @returns null if another living process (or this process) holds the lock
 * @throws the file system's error, e.g. EACCES
 */
export async function lockFolder(folder: string): Promise<FolderLock | null> {
  const path = join(folder, 'sandbox.lock');
  const mine = join(folder, `sandbox.lock.${randomUUID()}`);
  const content = JSON.stringify({
    pid: process.pid,
    started: await startOf(process.pid),
    token: randomUUID(),
  });
  await writeFile(mine, content, { mode: 0o600, flag: 'wx' });
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        // A link appears together with its content, so nobody can read a half-written lock file.
        await link(mine, path);
        return {
          async release() {
            if ((await readFile(path, 'utf8').catch(() => '')) === content) await unlink(path);
          },
        };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      const found = await readFile(path, 'utf8').catch(() => null);
      if (found === null) continue;
      const owner = readOwner(found);
      if (owner !== null && (await isAlive(owner))) return null;
      await removeStale(path, found);
    }
    return null;
  } finally {
    await unlink(mine);
  }
}

/**
 * Removes the lock file of a dead process. If another process took the lock in the meantime, its lock file is
 * put back.
 */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, path).catch(() => {});
  await unlink(aside);
}
