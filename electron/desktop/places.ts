import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceWorkers } from '../engine/source-workers.ts';
import type { ConsoleOptions } from '../engine/start.ts';

/** The locations of the desktop shell's files. */
export type Places = {
  readonly preload: string;
  /** The folder of the built window. */
  readonly page: string;
  readonly keyringHelper: string;
  readonly workers: ConsoleOptions['workers'];
};

/**
 * Returns the locations relative to the entry file: `out/main/index.js` in a build (electron.config.ts puts
 * the workers beside it), or `electron/desktop/main.ts` in tests.
 * @param entry the entry's import.meta.url. Only the entry has a known location; a bundler may move any other
 * file.
 */
export function placesOf(entry: string): Places {
  const folder = dirname(fileURLToPath(entry));
  const root = join(folder, '..', '..');
  const isBuilt = basename(fileURLToPath(entry)) === 'index.js';
  const beside = (name: string): URL => new URL(`./${name}.js`, entry);
  return {
    preload: join(root, 'out', 'preload', 'index.cjs'),
    page: join(root, 'out', 'renderer'),
    keyringHelper: join(folder, isBuilt ? 'keyring-helper.js' : 'keyring-helper.ts'),
    workers: isBuilt
      ? {
          writer: beside('writer-worker'),
          reader: beside('reader-worker'),
          files: beside('file-worker'),
          backups: beside('backup-helper'),
          yaml: beside('yaml-worker'),
          tunnel: beside('tunnel-worker'),
        }
      : { ...sourceWorkers, backups: new URL('./backup-helper.ts', entry) },
  };
}
