import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment, passphraseByInput } from '../engine/child-environment.ts';
import { hasNoDisplay } from '../web/browsers.ts';

export type ElectronPlace = {
  /** The project's folder. */
  readonly root: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's id; null on Windows. */
  readonly userId: number | null;
  readonly show: (message: string) => void;
};

/**
 * The result of the desktop window: the exit code after it ran, or a phrase that explains why it cannot run
 * here.
 */
export type DesktopRun =
  | { readonly kind: 'ended'; readonly code: number }
  | { readonly kind: 'not-here'; readonly why: string };

/** How long to wait for the window, milliseconds. */
const startWithinMs = 90_000;
/** The time limit of a download, milliseconds. The next attempt continues an interrupted download. */
const fetchWithinMs = 15 * 60_000;

/**
 * Returns why the desktop window cannot open on this computer, as far as is known without trying; otherwise
 * null. Checked before a download of a hundred megabytes.
 */
export function whyNoDesktop(place: ElectronPlace): string | null {
  if (hasNoDisplay(place)) return 'there is no display';
  // Chromium does not start as root with its sandbox, and this shell never disables the sandbox.
  if (place.platform === 'linux' && place.userId === 0) return "Electron's sandbox doesn't work as root";
  return null;
}

/**
 * Runs the built desktop shell in Electron; downloads Electron first if it is missing. @param words the
 * shell's arguments
 */
export async function runElectron(words: readonly string[], place: ElectronPlace): Promise<DesktopRun> {
  const folder = electronFolder(place.root);
  if (folder === null) return { kind: 'not-here', why: 'Electron is not installed' };
  let program = electronProgram(folder, place.environment);
  if (program === null) {
    place.show("Fetching Electron's runtime (about 110 MB, once) …");
    const failed = await fetchRuntime(folder, place);
    if (failed !== null)
      return { kind: 'not-here', why: `Electron's runtime could not be fetched (${failed})` };
    program = electronProgram(folder, place.environment);
    if (program === null) return { kind: 'not-here', why: "Electron's runtime is not where it should be" };
  }
  return runProgram(program, [place.root, ...words], place);
}

function electronFolder(root: string): string | null {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/**
 * Returns the path of the runtime that electron's installer uses, or that is configured: see
 * electron/index.js.
 */
function electronProgram(folder: string, environment: ElectronPlace['environment']): string | null {
  const elsewhere = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const note = join(folder, 'path.txt');
  const name = existsSync(note) ? readFileSync(note, 'utf8') : elsewhere === undefined ? null : 'electron';
  if (name === null) return null;
  const program = join(elsewhere ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : null;
}

/** Downloads Electron. @returns null on success, otherwise the reason in a few words */
function fetchRuntime(folder: string, { environment }: ElectronPlace): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      env: childEnvironment(['program', 'network', 'electron'], environment),
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: fetchWithinMs,
    });
    const output = lastWords(child);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? null : reasonIn(output())));
  });
}

/**
 * Runs the desktop. It prints a line on standard output when its window is visible; a failure before that
 * means that it could not start.
 */
function runProgram(program: string, words: readonly string[], place: ElectronPlace): Promise<DesktopRun> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { env: desktopEnvironment(place), stdio: ['pipe', 'pipe', 'pipe'] });
    // An Electron that ends at once reads nothing; its exit code matters.
    child.stdin.on('error', () => undefined);
    child.stdin.end(passesByInput(place) ? place.environment.OMNIDECK_PASSPHRASE : '');
    let isReady = false;
    const output = lastWords(child);
    const timer = setTimeout(() => child.kill(), startWithinMs);
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    const settle = (run: DesktopRun): void => {
      clearTimeout(timer);
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(run);
    };
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!isReadyLine(line)) return;
      isReady = true;
      clearTimeout(timer);
    });
    child.once('error', (error) =>
      settle({ kind: 'not-here', why: `Electron can't be run (${error.message})` }),
    );
    child.once('close', (code, signal) => {
      if (isReady || code === 0) settle({ kind: 'ended', code: code ?? 1 });
      else settle({ kind: 'not-here', why: `Electron doesn't start here (${reasonIn(output(), signal)})` });
    });
  });
}

/**
 * Returns Electron's environment. It does not contain the passphrase, because Electron starts Chromium's
 * processes with its own environment, some of them before any of our code runs. The passphrase is written to
 * Electron's standard input instead. On Windows a graphical program cannot read standard input, so there it
 * stays in the environment.
 */
function desktopEnvironment(place: ElectronPlace): Record<string, string> {
  const needs = ['program', 'window', 'network', 'key-store', 'console', 'electron'] as const;
  const environment = childEnvironment(needs, place.environment);
  const passphrase = place.environment.OMNIDECK_PASSPHRASE;
  if (!passphrase) return environment;
  return passesByInput(place)
    ? { ...environment, [passphraseByInput]: 'yes' }
    : { ...environment, OMNIDECK_PASSPHRASE: passphrase };
}

function passesByInput({ environment, platform }: ElectronPlace): boolean {
  return platform !== 'win32' && Boolean(environment.OMNIDECK_PASSPHRASE);
}

function isReadyLine(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && Reflect.get(value, 'ready') === true;
  } catch {
    return false;
  }
}

function lastWords(child: ChildProcess): () => string {
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    output = (output + chunk).slice(-8_000);
  });
  return () => output;
}

/**
 * Extracts the reason from a failed program's output: the usual errors of Chromium and Electron in plain
 * words.
 */
function reasonIn(output: string, signal: NodeJS.Signals | null = null): string {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|fetch failed|ENETUNREACH/u.test(output)) {
    return 'no connection to where it is downloaded from';
  }
  if (/Missing X server|\$DISPLAY|ozone_platform|cannot open display/iu.test(output))
    return 'there is no display';
  if (/--no-sandbox/u.test(output) && /root/iu.test(output)) return "its sandbox doesn't work as root";
  if (/namespace|SUID sandbox|chrome-sandbox|setuid/iu.test(output)) {
    return "its sandbox can't be set up: this system doesn't let programs make user namespaces";
  }
  const library = /error while loading shared libraries: ([^\s:]+)/u.exec(output)?.[1];
  if (library !== undefined) return `the system has no ${library}`;
  const last = output.trim().split('\n').at(-1)?.trim().slice(0, 200);
  return last || (signal === null ? 'it ended at once' : `it was ended by ${signal}`);
}
