/**
 * Vitest's global setup, also used by Playwright. Bundles the command line and the store's workers once, so
 * that each of the many processes and threads that the tests start reads two or three files instead of
 * hundreds (which saves about half of the processor time of a start). helpers/engine-files.ts gives the
 * bundle to the tests.
 *
 * The bundle is made from the current sources at every start of Vitest, and differs from them only in the
 * location of the files. File names stay the same, because the command line finds its workers relative to
 * itself.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { sourceWorkers } from '../../electron/engine/source-workers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const workers = Object.values(sourceWorkers).map((url) => relative(root, fileURLToPath(url)));
const entries = ['electron/cli/omnideck.mjs', ...workers];

/** Makes a chunk find the workers in the bundle and everything else beside the sources. */
const keepPlaces: Plugin = {
  name: 'keep-places',
  transform(code, id) {
    if (!id.startsWith(join(root, 'electron')) || !code.includes('import.meta.url')) return null;
    const source = relative(root, id);
    const place =
      source === 'electron/engine/source-workers.ts'
        ? `new URL(${JSON.stringify(`../${source}`)}, import.meta.url).href`
        : JSON.stringify(pathToFileURL(id).href);
    return code.replaceAll('import.meta.url', place);
  },
};

export async function setup(): Promise<void> {
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, join(root, entry)])),
    platform: 'node',
    // Modules with native code or data files stay where npm installed them.
    external: ['better-sqlite3', 'localtunnel', '@napi-rs/keyring'],
    plugins: [keepPlaces],
    onLog: () => undefined,
  });
  const { output } = await bundle.generate({
    format: 'esm',
    entryFileNames: '[name]',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
  });
  await bundle.close();
  const files = output.flatMap((part) => (part.type === 'chunk' ? [part] : []));
  const digest = createHash('sha256').update(
    JSON.stringify(files.map(({ fileName, code }) => [fileName, code])),
  );
  // One folder per content hash: Node's compile cache depends on the path, and several runs of Vitest may
  // share a folder.
  const folder = join(root, 'out', 'test-engine', digest.digest('hex').slice(0, 16));
  removeUnused(dirname(folder));
  process.env.OMNIDECK_TEST_ENGINE = folder;
  if (existsSync(folder)) return utimesSync(folder, new Date(), new Date());
  const unfinished = `${folder}.${process.pid}`;
  for (const { fileName, code } of files) {
    mkdirSync(dirname(join(unfinished, fileName)), { recursive: true });
    writeFileSync(join(unfinished, fileName), code);
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another run of Vitest created the folder first.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Deletes the bundles that no run of Vitest has used for a day. */
function removeUnused(place: string): void {
  mkdirSync(place, { recursive: true });
  for (const name of readdirSync(place)) {
    const old = join(place, name);
    if (statSync(old).mtimeMs < Date.now() - 86_400_000) rmSync(old, { recursive: true, force: true });
  }
}
