import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Returns the operating system's folder for a program's data of this user. */
export function defaultFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  if (environment.OMNIDECK_DATA) return resolve(environment.OMNIDECK_DATA);
  switch (platform) {
    case 'win32':
      return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Omnideck');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Omnideck');
    default:
      return join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'omnideck');
  }
}
