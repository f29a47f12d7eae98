/** Finds Electron's program, so that the desktop tests can report why they are skipped. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export type FoundElectron =
  | { readonly found: true; readonly program: string; readonly root: string }
  | { readonly found: false; readonly why: string };

/** Looks for Electron without downloading it; importing the electron package would download it. */
export function findElectron(): FoundElectron {
  const missing = (why: string): FoundElectron => ({ found: false, why });
  let folder: string;
  try {
    folder = dirname(createRequire(join(root, 'package.json')).resolve('electron/package.json'));
  } catch {
    return missing('the electron package is not installed');
  }
  const named = join(folder, 'path.txt');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override === undefined && !existsSync(named)) {
    return missing('Electron’s program has not been downloaded (node_modules/electron has no path.txt)');
  }
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const program = join(override ?? join(folder, 'dist'), name);
  if (!existsSync(program)) return missing(`Electron’s program is not there: ${program}`);
  if (!existsSync(join(root, 'out', 'main', 'index.js'))) {
    return missing('the desktop has not been built (npm run build)');
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return missing('there is no display');
  }
  return { found: true, program, root };
}
