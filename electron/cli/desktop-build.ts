import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { childEnvironment } from '../engine/child-environment.ts';

/**
 * Builds the desktop shell if a part is missing or older than its sources.
 * @param root the project's folder
 * @param show shows a message to the user
 * @returns null if everything is built, otherwise the reason as a phrase
 */
export async function buildDesktop(root: string, show: (message: string) => void): Promise<string | null> {
  const built = ['main/index.js', 'preload/index.cjs', 'renderer/index.html'].map((file) =>
    join(root, 'out', file),
  );
  const isFresh = built.every(existsSync) && Math.min(...built.map(changedAt)) >= newestSource(root);
  if (isFresh) return null;
  let program: string;
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('electron-vite/package.json');
    program = join(dirname(manifest), 'bin', 'electron-vite.js');
  } catch {
    return built.every(existsSync) ? null : 'it has not been built, and what builds it is not installed';
  }
  show('Building Omnideck; this is done once …');
  const words = [program, 'build', '-c', join(root, 'electron.config.ts'), '--logLevel', 'error'];
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: childEnvironment(['program']),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  return code === 0 ? null : 'it could not be built ("npm run build" says why)';
}

function newestSource(root: string): number {
  const folders = ['electron', 'renderer', 'shared'].map((name) => join(root, name));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return Math.max(...[...files, join(root, 'electron.config.ts')].map(changedAt));
}

function changedAt(file: string): number {
  return statSync(file).mtimeMs;
}
