/**
 * Bundles the command line and the engine's workers, one file for each worker, for the npm package (build.ts) and for
 * the tests. The bundle differs from the sources only in the location of the files: all lie in one folder, and each
 * finds the workers beside itself and everything else (package.json, the window, node_modules) where the sources would.
 */
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { sourceWorkers } from '../engine/source-workers.ts';
import { bundledWorker, commandLineFile } from './bundled-files.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type BundledFile = { readonly fileName: string; readonly code: string };

export type BundleOptions = {
  /** The path from the folder of the bundle to the folder of package.json, such as '../../'. */
  readonly toRoot: string;
};

/** Modules that packages load if a user has them; Omnideck never does. */
const unused = /^(?:bufferutil|utf-8-validate|supports-color)$/u;

/** Leaves out the optional modules of packages: in a user's folder they could be any version. */
export const withoutOptionalModules = {
  name: 'without-optional-modules',
  resolveId: (source: string) => (unused.test(source) ? `\0unused:${source}` : null),
  load: (id: string) => (id.startsWith('\0unused:') ? 'throw new Error("not installed");' : null),
} satisfies Plugin;

/** Modules with native code stay where npm installs them. */
const installedByNpm = ['better-sqlite3', '@napi-rs/keyring'];

/** Bundles the command line, its commands and the workers. */
export async function bundleCommandLine(options: BundleOptions): Promise<readonly BundledFile[]> {
  const plugins = [placesIn(options), withoutOptionalModules];
  const entries = [
    { file: commandLineFile, source: join(root, 'electron/cli/omnideck.mjs'), isOneFile: false },
    ...Object.values(sourceWorkers).map((worker) => ({
      file: bundledWorker(worker),
      source: fileURLToPath(worker),
      isOneFile: true,
    })),
  ];
  const bundled: BundledFile[] = [];
  for (const { file, source, isOneFile } of entries) {
    const bundle = await rolldown({
      input: source,
      platform: 'node',
      external: installedByNpm,
      plugins,
      onLog: () => undefined,
    });
    const { output } = await bundle.generate({
      format: 'esm',
      entryFileNames: file,
      chunkFileNames: '[name]-[hash].mjs',
      codeSplitting: !isOneFile,
    });
    await bundle.close();
    for (const part of output) if (part.type === 'chunk') bundled.push(part);
  }
  return bundled.map(({ fileName, code }) => ({ fileName, code }));
}

/** Makes the code find the workers in the bundle, and other files where the sources would find them. */
function placesIn({ toRoot }: BundleOptions): Plugin {
  return {
    name: 'places',
    transform(code, id) {
      if (!id.startsWith(join(root, 'electron')) || !code.includes('import.meta.url')) return null;
      const source = relative(root, id).replaceAll(sep, '/');
      if (source === 'electron/engine/source-workers.ts') return workersBeside;
      return code.replaceAll('import.meta.url', `new URL('${toRoot}${source}', import.meta.url).href`);
    },
  };
}

const workersBeside = `export const sourceWorkers = {
${Object.entries(sourceWorkers)
  .map(([name, source]) => `  ${name}: new URL('./${bundledWorker(source)}', import.meta.url),`)
  .join('\n')}
};`;
