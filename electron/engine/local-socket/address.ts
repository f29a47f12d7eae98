import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** The longest path that a Unix socket can have on every system (104 on macOS, with the ending zero). */
const longestSocketPath = 100;

/**
 * Where the console of a data folder listens for other commands: a socket in the folder, or a named pipe on Windows.
 * A folder whose path is too long for a socket gets one in a folder of this user's own in the temporary folder.
 * @throws where that folder is somebody else's, or open to others
 */
export function controlAddress(folder: string, platform: NodeJS.Platform = process.platform): string {
  const whole = resolve(folder);
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 24);
  if (platform === 'win32') return `\\\\.\\pipe\\omnideck-${digest}`;
  const inside = join(whole, 'control.sock');
  if (Buffer.byteLength(inside) <= longestSocketPath) return inside;
  const own = join(tmpdir(), `omnideck-${userInfo().uid}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  // Anybody can make a folder of that name first; only one that is ours alone may hold the socket.
  const found = lstatSync(own);
  if (!found.isDirectory() || found.uid !== userInfo().uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${own} is not a folder of this user alone; choose a data folder with a shorter path`);
  }
  return join(own, `${digest}.sock`);
}
