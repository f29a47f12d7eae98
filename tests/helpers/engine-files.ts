/** The files that the tests start as processes and threads: the bundle of helpers/bundle-engine.ts, else the sources. */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const sources = fileURLToPath(new URL('../../', import.meta.url));
const engine = process.env.OMNIDECK_TEST_ENGINE ?? sources;

const core = (name: string): URL => pathToFileURL(join(engine, 'electron/core', name));

export const workers = {
  writer: core('store/writer-worker.ts'),
  reader: core('store/reader-worker.ts'),
  archive: core('store/archive-worker.ts'),
  backups: core('store/backup-process.ts'),
  tunnel: core('tunnel/tunnel-worker.ts'),
};

const script = 'electron/headless/omnideck.mjs';
/** The command line, bundled where the tests run under Vitest. */
export const omnideckScript = join(engine, script);
/** The command line as users run it, from its sources. */
export const omnideckSource = join(sources, script);
