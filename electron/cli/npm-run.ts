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

/** Returns whether npm runs one of this project's scripts; another npm may have started the program that started us. */
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
  if (!isRunByNpm(process.env)) return () => undefined;
  const parent = process.ppid;
  const npm = npmAbove(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && isRunning(npm)) return;
    clearInterval(timer);
    end();
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** npm runs a script in a shell, which may replace itself by the script and may outlive npm. */
function npmAbove(parent: number): number {
  // On Windows a program cannot find the parent of another one easily; the shell is watched there.
  if (process.platform === 'win32') return parent;
  try {
    const about = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(parent)], {
      encoding: 'utf8',
      // Some systems have a smaller ps, which would print how it is used.
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: mostPsMs,
      env: childEnvironment(['program']),
    });
    const [, above, isShell] = /^\s*(\d+)\s+\S+( -c )?/u.exec(about) ?? [];
    return isShell === undefined ? parent : Number(above);
  } catch {
    return parent;
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
