import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** Returns whether a console of the folder may be listening; false if there is certainly none. */
export function mayListen(folder: string): boolean {
  try {
    return process.platform === 'win32' || existsSync(controlAddress(folder));
  } catch {
    // Our consoles never listen where others could access the socket.
    return false;
  }
}

/** The maximum length of a Unix socket's path on every system (104 on macOS, including the final zero). */
const longestSocketPath = 100;

/**
 * Returns where the console of a data folder listens for commands: a socket in the folder, or a named pipe on
 * Windows. If the folder's path is too long for a socket, the socket is in a private folder inside the
 * temporary folder.
 * @throws if that folder belongs to somebody else, or is open to others
 */
export function controlAddress(folder: string, platform: NodeJS.Platform = process.platform): string {
  const whole = resolve(folder);
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 24);
  if (platform === 'win32') return `\\\\.\\pipe\\omnideck-${digest}`;
  const inside = join(whole, 'control.sock');
  if (Buffer.byteLength(inside) <= longestSocketPath) return inside;
  const own = join(tmpdir(), `omnideck-${userInfo().uid}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  // Anybody may create a folder of that name first; the socket may only be in one that is private to this
  // user.
  const found = lstatSync(own);
  if (!found.isDirectory() || found.uid !== userInfo().uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${own} is not a folder of this user alone; choose a data folder with a shorter path`);
  }
  return join(own, `${digest}.sock`);
}
