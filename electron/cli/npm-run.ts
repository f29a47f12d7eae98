/** How a command continues the work of the npm that started it: in the user's folder, and not longer than npm lives. */
import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../engine/child-environment.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lookEveryMs = 1_000;
const mostPsMs = 2_000;

/** The scripts of package.json that are Omnideck itself. */
const scripts: readonly (string | undefined)[] = ['omnideck', 'start'];

/** Returns whether npm runs one of this checkout's scripts; another npm may have started the program that started us. */
function isRunByNpm(environment: NodeJS.ProcessEnv): boolean {
  const { npm_lifecycle_event: script, npm_package_json: manifest } = environment;
  return (
    scripts.includes(script) && manifest !== undefined && isSameFile(manifest, join(root, 'package.json'))
  );
}

function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

/**
 * Goes to the folder in which the user called npm. npm runs scripts in the project's folder, so all paths of the
 * command line would be looked for there.
 */
export function enterCallersFolder(): void {
  const { INIT_CWD: caller } = process.env;
  if (caller === undefined || !isRunByNpm(process.env)) return;
  // Only the npm that runs this script has just entered this folder.
  if (!isSameFile(process.cwd(), root)) return;
  try {
    process.chdir(caller);
  } catch {
    // The folder of another user, as with sudo: paths are then looked for in the project's folder, as npm does.
  }
}

/**
 * Calls `end` once the npm that started this process is gone. npm passes no signal on, so without this a console
 * would continue under a process manager that has stopped it, and hold its data folder.
 * @returns stops watching
 */
export function whenNpmIsGone(end: () => void): () => void {
  const parent = process.ppid;
  const npm = isRunByNpm(process.env) ? npmAbove(parent) : installedByNpmAbove(parent);
  if (npm === null) return () => undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent && isRunning(npm)) return;
    clearInterval(timer);
    end();
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Returns the npm that runs the installed package: npx, or a script of the user's own project. null if another program
 * stands between npm and this process, because that program decides how long this one runs.
 */
function installedByNpmAbove(parent: number): number | null {
  if (process.env.npm_command === undefined || process.platform === 'win32') return null;
  const npm = npmAbove(parent);
  return /^(?:npm|npx|pnpm|yarn) |\/npm-cli\.js |\/npx-cli\.js /u.test(aboutProcess(npm)?.args ?? '')
    ? npm
    : null;
}

/** npm runs a script in a shell, which may replace itself by the script and may outlive npm. */
function npmAbove(parent: number): number {
  // On Windows a program cannot find the parent of another one easily; the shell is watched there.
  if (process.platform === 'win32') return parent;
  const shell = aboutProcess(parent);
  return shell !== null && /^\S+ -c /u.test(shell.args) ? shell.parent : parent;
}

/** Returns the parent and the command line of a process; null if the system does not show them. */
function aboutProcess(pid: number): { readonly parent: number; readonly args: string } | null {
  try {
    const about = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], {
      encoding: 'utf8',
      // Some systems have a smaller ps, which would print how it is used.
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: mostPsMs,
      env: childEnvironment(['program']),
    });
    const [, parent, args] = /^\s*(\d+)\s+(.*)/u.exec(about) ?? [];
    return parent === undefined || args === undefined ? null : { parent: Number(parent), args };
  } catch {
    return null;
  }
}

/** Returns whether there is a process with this id. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: another user's process.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
