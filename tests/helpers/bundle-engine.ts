/**
 * Vitest's global setup, also used by Playwright. Bundles the command line and the engine's workers as the npm
 * package does, so that each of the many processes and threads that the tests start reads one or two files
 * instead of hundreds (which saves about half of the processor time of a start). helpers/engine-files.ts gives
 * the bundle to the tests. The bundle is made from the current sources at every start of Vitest.
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
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCommandLine } from '../../electron/packaging/bundle.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function setup(): Promise<void> {
  // The folder of a bundle is three folders below package.json.
  const files = await bundleCommandLine({ toRoot: '../../../' });
  const digest = createHash('sha256').update(JSON.stringify(files));
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
