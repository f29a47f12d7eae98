import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { childEnvironment } from '../engine/child-environment.ts';
import { writeOpeningFile } from '../engine/window-files/opening-file.ts';
import {
  type Browser,
  type BrowserPlace,
  chromiumBrowsers,
  defaultOpener,
  hasNoDisplay,
} from './browsers.ts';

export type Opened = 'app-window' | 'default-browser' | 'nothing';

export type OpenOptions = BrowserPlace & {
  /** The data folder. */
  readonly folder: string;
  readonly now?: () => number;
  /**
   * How long to wait for a browser to exit with a failure, milliseconds. A browser that still runs afterwards
   * counts as open.
   */
  readonly patienceMs?: number;
};

/**
 * Opens an address in a separate window of an installed browser of the Chromium family, or else in the
 * default browser. The address contains a token, so it never appears on a command line: see writeOpeningFile.
 * The browser keeps running when this process ends.
 *
 * The window uses a browser profile inside the data folder. Cookies do not distinguish ports: in the user's
 * everyday profile, any other server on 127.0.0.1 would receive our cookie.
 * @returns what was opened, as far as can be determined
 */
export async function openInBrowser(url: string, options: OpenOptions): Promise<Opened> {
  if (hasNoDisplay(options)) return 'nothing';
  for (const browser of chromiumBrowsers(options)) {
    const own = ownFolder(browser.snap, options);
    try {
      await mkdir(own, { recursive: true, mode: 0o700 });
      const file = await writeOpeningFile(join(own, 'open'), url, (options.now ?? Date.now)());
      if (await starts(browser.program, appWindow(own, file), options)) return 'app-window';
    } catch {
      // If the folder cannot be written for this browser, try the next one, which may use another folder.
    }
  }
  const [opener, ...words] = defaultOpener(options.platform);
  try {
    const folder = join(ownFolder(defaultSnap(options), options), 'open');
    const file = await writeOpeningFile(folder, url, (options.now ?? Date.now)());
    return (await starts(opener, [...words, file], options)) ? 'default-browser' : 'nothing';
  } catch {
    return 'nothing';
  }
}

function appWindow(own: string, file: string): readonly string[] {
  return [
    `--app=${pathToFileURL(file).href}`,
    `--user-data-dir=${join(own, 'profile')}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--window-size=1280,820',
  ];
}

/**
 * Returns a folder that the browser can read. A program in a snap cannot access hidden folders or folders
 * outside its own.
 */
function ownFolder(snap: Browser['snap'], { folder, home = homedir() }: OpenOptions): string {
  if (snap === null) return join(folder, 'browser');
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return join(home, 'snap', snap, 'common', `omnideck-${digest}`);
}

/**
 * Returns the default browser's snap. Ubuntu's Firefox is a snap and usually the default browser; any other
 * browser can read its folder, too.
 */
function defaultSnap({ platform, home = homedir() }: OpenOptions): string | null {
  const firefox = platform === 'linux' && existsSync('/snap/bin/firefox');
  return firefox && existsSync(join(home, 'snap', 'firefox', 'common')) ? 'firefox' : null;
}

/** Starts a program that outlives this process. @returns false if it cannot be started, or fails at once */
function starts(program: string, words: readonly string[], options: OpenOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const env = childEnvironment(['program', 'window', 'network'], options.environment);
    const child = spawn(program, words, { detached: true, stdio: 'ignore', env });
    const timer = setTimeout(() => settle(true), options.patienceMs ?? 2_500);
    const settle = (started: boolean): void => {
      clearTimeout(timer);
      child.unref();
      resolve(started);
    };
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
  });
}
