import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';

export type Browser = {
  readonly program: string;
  /**
   * The name of the snap that contains the browser, which can then access only its own folder; null if it is
   * not a snap.
   */
  readonly snap: string | null;
};

export type BrowserPlace = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
};

const linuxNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
  'vivaldi-stable',
];
const macNames = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser', 'Vivaldi'];
const windowsPaths = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe'],
  ['Vivaldi', 'Application', 'vivaldi.exe'],
];

/**
 * Returns the installed browsers of the Chromium family, which can open a window without tabs, in order of
 * preference.
 */
export function chromiumBrowsers({
  platform,
  environment,
  home = homedir(),
}: BrowserPlace): readonly Browser[] {
  const programs = candidates(platform, environment, home);
  return programs.filter(isProgram).map((program) => ({ program, snap: snapOf(program) }));
}

/** Returns whether nothing can be displayed: on a server, in a container, in a shell over ssh. */
export function hasNoDisplay({ platform, environment }: BrowserPlace): boolean {
  if (platform === 'win32' || platform === 'darwin') return false;
  return !environment.DISPLAY && !environment.WAYLAND_DISPLAY;
}

/**
 * Returns the command that opens a file in the default browser: the program and its arguments before the file
 * name.
 */
export function defaultOpener(platform: NodeJS.Platform): readonly [string, ...string[]] {
  switch (platform) {
    case 'win32':
      return ['rundll32.exe', 'url.dll,FileProtocolHandler'];
    case 'darwin':
      return ['open'];
    default:
      return ['xdg-open'];
  }
}

function candidates(
  platform: NodeJS.Platform,
  environment: BrowserPlace['environment'],
  home: string,
): readonly string[] {
  switch (platform) {
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .map((name) => environment[name])
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => windowsPaths.map((path) => join(folder, ...path)));
    case 'darwin':
      return macNames.flatMap((name) =>
        ['/Applications', join(home, 'Applications')].map((folder) =>
          join(folder, `${name}.app`, 'Contents', 'MacOS', name),
        ),
      );
    default: {
      const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
      return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)));
    }
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns a program's snap. Programs in /snap/bin are all links to snap itself; the link's name is the name
 * of the snap.
 */
function snapOf(program: string): string | null {
  if (program.startsWith('/snap/bin/')) return basename(program);
  try {
    // Ubuntu's chromium-browser is a script that starts the snap.
    const whole = realpathSync(program);
    return whole === '/usr/bin/snap' ||
      (existsSync('/snap/bin/chromium') && whole === '/usr/bin/chromium-browser')
      ? 'chromium'
      : null;
  } catch {
    return null;
  }
}
