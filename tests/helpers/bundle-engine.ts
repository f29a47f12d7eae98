/**
 * Vitest's global setup. It bundles the command line and the store's workers once, so that each of the many processes
 * and threads that the tests start reads two or three files instead of hundreds (about half of the processor time of a
 * start). helpers/engine-files.ts gives the bundle to the tests.
 *
 * The bundle is made from today's sources at every start of Vitest, and nothing else than the place of the files
 * differs. Files keep their names, since the command line finds its workers relative to itself.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { sourceWorkers } from '../../electron/engine/source-workers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const workers = Object.values(sourceWorkers).map((url) => relative(root, fileURLToPath(url)));
const entries = ['electron/cli/omnideck.mjs', ...workers];

/** Keeps what each module finds relative to its source, the workers excepted: those are in the bundle. */
function keepPlaces(bundle: string): Plugin {
  return {
    name: 'keep-places',
    transform(code, id) {
      if (!id.startsWith(join(root, 'electron')) || !code.includes('import.meta.url')) return null;
      const source = relative(root, id);
      const place = join(source === 'electron/engine/source-workers.ts' ? bundle : root, source);
      return code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(place).href));
    },
  };
}

let folder: string | null = null;

export async function setup(): Promise<void> {
  const out = join(root, 'out');
  mkdirSync(out, { recursive: true });
  // Each run of Vitest has a folder of its own: several may run at the same time.
  folder = mkdtempSync(join(out, 'test-engine-'));
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, join(root, entry)])),
    platform: 'node',
    // Modules with native code or files of their own stay where npm put them.
    external: ['better-sqlite3', 'localtunnel', '@napi-rs/keyring'],
    plugins: [keepPlaces(folder)],
    onLog: () => undefined,
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name]',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
  });
  await bundle.close();
  process.env.OMNIDECK_TEST_ENGINE = folder;
}

export function teardown(): void {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
}
