import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../shared/messaging/problem.ts';
import { cliProblem } from '../../shared/problems/cli.ts';
import { childEnvironment } from '../engine/child-environment.ts';

/**
 * Returns the folder of the built window. If the sources have changed since the last build (e.g. after an
 * update) and vite is installed, builds the window first, which takes a few seconds. The build runs in its
 * own process, so that its memory and settings are released afterwards.
 * @param root the project's folder
 * @param show shows the user that the build takes a moment
 * @returns problem `page-missing` if the window is not built and cannot be built
 */
export async function builtPage(root: string, show: (message: string) => void): Promise<Result<string>> {
  const folder = join(root, 'out', 'renderer');
  const isBuilt = (): boolean => existsSync(join(folder, 'index.html'));
  const vite = await viteProgram(root);
  if (isBuilt() && (vite === null || !(await isStale(root, folder)))) return ok(folder);
  if (vite === null) {
    return fail(cliProblem('page-missing'));
  }
  show('Building the window; this is done once.');
  const old = join(root, 'out', `renderer-old-${process.pid}`);
  // Build in a temporary folder and move it when complete, so that a process that starts meanwhile never
  // reads a partial build.
  const half = join(root, 'out', `renderer-${process.pid}`);
  const config = join(root, 'renderer', 'vite.config.ts');
  const reason = await run([vite, 'build', '-c', config, '--outDir', half, '--logLevel', 'error'], root);
  try {
    if (reason === null) {
      await rename(folder, old).catch(() => undefined);
      await rename(half, folder).catch(() => undefined);
    }
  } finally {
    await rm(half, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
  if (isBuilt()) return ok(folder);
  return fail(
    reason === null
      ? cliProblem('page-missing/not-built-silent')
      : cliProblem('page-missing/not-built', { reason }),
  );
}

/** Returns whether a source of the window is newer than its build. */
async function isStale(root: string, folder: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(join(folder, 'index.html'));
    for (const source of ['renderer', 'shared']) {
      const entries = await readdir(join(root, source), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      const states = await Promise.all(files.map((file) => stat(join(file.parentPath, file.name))));
      if (states.some((state) => state.mtimeMs > mtimeMs)) return true;
    }
    return false;
  } catch {
    // An installed app has no sources, so there is nothing to build.
    return false;
  }
}

async function viteProgram(root: string): Promise<string | null> {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('vite/package.json');
    const parsed: unknown = JSON.parse(await readFile(manifest, 'utf8'));
    const bin = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'bin') : null;
    const program = typeof bin === 'object' && bin !== null ? Reflect.get(bin, 'vite') : null;
    return typeof program === 'string' ? join(dirname(manifest), program) : null;
  } catch {
    return null;
  }
}

/** Runs a Node program. @returns null if it succeeded, otherwise the last line of its output */
function run(words: readonly string[], cwd: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, {
      cwd,
      env: childEnvironment(['program']),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-4000);
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) =>
      resolve(code === 0 ? null : (output.trim().split('\n').at(-1) ?? `it ended with ${code}`)),
    );
  });
}
