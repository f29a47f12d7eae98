import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceWorkers } from '../engine/source-workers.ts';
import type { ConsoleOptions } from '../engine/start.ts';

/** Where the parts of the desktop shell are. */
export type Places = {
  readonly preload: string;
  /** The built window. */
  readonly page: string;
  readonly keyringHelper: string;
  readonly workers: ConsoleOptions['workers'];
};

/**
 * The places as seen from the entry: `out/main/index.js` once built (electron.config.ts puts the workers beside it),
 * or `electron/desktop/main.ts` in tests.
 * @param entry the entry's import.meta.url. Asked of the entry alone: a bundler may put any other file anywhere.
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
          tunnel: beside('tunnel-worker'),
        }
      : { ...sourceWorkers, backups: new URL('./backup-helper.ts', entry) },
  };
}
