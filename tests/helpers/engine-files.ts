/**
 * The files that the tests start as processes and threads: from the bundle of helpers/bundle-engine.ts if
 * there is one, otherwise from the sources.
 */
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sourceWorkers } from '../../electron/engine/source-workers.ts';

const sources = fileURLToPath(new URL('../../', import.meta.url));
const engine = process.env.OMNIDECK_TEST_ENGINE ?? sources;

const started = (worker: keyof typeof sourceWorkers): URL =>
  pathToFileURL(join(engine, relative(sources, fileURLToPath(sourceWorkers[worker]))));

export const workers = {
  writer: started('writer'),
  reader: started('reader'),
  files: started('files'),
  backups: started('backups'),
  yaml: started('yaml'),
  tunnel: started('tunnel'),
};

const script = 'electron/cli/omnideck.mjs';
/** The command line; bundled if the tests run under Vitest. */
export const omnideckScript = join(engine, script);
/** The command line from its sources, as users run it. */
export const omnideckSource = join(sources, script);
