import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * Returns the user's downloads folder: XDG_DOWNLOAD_DIR of the environment or of user-dirs.dirs
 * (xdg-user-dirs), otherwise Downloads in the home folder. @returns null if there is none
 */
export function downloadsFolder(environment: NodeJS.ProcessEnv, home: string): string | null {
  const named = environment.XDG_DOWNLOAD_DIR ?? configured(environment, home);
  const folder = named !== null && isAbsolute(named) ? named : join(home, 'Downloads');
  return existsSync(folder) ? folder : null;
}

/** Reads a line such as XDG_DOWNLOAD_DIR="$HOME/Laadimised". */
function configured(environment: NodeJS.ProcessEnv, home: string): string | null {
  const file = join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'user-dirs.dirs');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  const value = /^XDG_DOWNLOAD_DIR="(?:\$HOME\/)?([^"\n]+)"$/mu.exec(text);
  if (value === null) return null;
  const [line, path = ''] = value;
  return line.includes('$HOME/') ? join(home, path) : path;
}
