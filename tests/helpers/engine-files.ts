/**
 * The files that the tests start as processes and threads: from the bundle of helpers/bundle-engine.ts if
 * there is one, otherwise from the sources.
 */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sourceWorkers } from '../../electron/engine/source-workers.ts';
import { bundledWorker, commandLineFile } from '../../electron/packaging/bundled-files.ts';

const bundle = process.env.OMNIDECK_TEST_ENGINE;

const started = (worker: keyof typeof sourceWorkers): URL => {
  const source = sourceWorkers[worker];
  return bundle === undefined ? source : pathToFileURL(join(bundle, bundledWorker(source)));
};

export const workers = {
  writer: started('writer'),
  reader: started('reader'),
  files: started('files'),
  backups: started('backups'),
  yaml: started('yaml'),
  tunnel: started('tunnel'),
};

/** The command line from its sources, as users of a checkout run it. */
export const omnideckSource = fileURLToPath(new URL('../../electron/cli/omnideck.mjs', import.meta.url));
/** The command line; bundled if the tests run under Vitest. */
export const omnideckScript = bundle === undefined ? omnideckSource : join(bundle, commandLineFile);
