/**
 * Builds the window if its sources have changed since the last build (`npm test` has already built it), and
 * bundles the engine, so that each `serve` reads a few files instead of hundreds.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setup as bundleEngine } from '../helpers/bundle-engine.ts';

const root = join(import.meta.dirname, '..', '..');

function newestIn(folder: string): number {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return Math.max(
    ...files
      .filter((file) => file.isFile())
      .map((file) => statSync(join(file.parentPath, file.name)).mtimeMs),
  );
}

/** Builds the window. @throws the build's output if it fails */
function buildWindow(): void {
  const built = join(root, 'out', 'renderer', 'index.html');
  const changedAt = Math.max(newestIn('renderer'), newestIn('shared'));
  if (existsSync(built) && statSync(built).mtimeMs >= changedAt) return;
  const words = [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '-c', 'renderer/vite.config.ts'];
  const done = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`The window could not be built:\n${done.stdout}${done.stderr}`);
}

// biome-ignore lint/style/noDefaultExport: Playwright calls a module's default
export default async function prepare(): Promise<void> {
  buildWindow();
  await bundleEngine();
}
