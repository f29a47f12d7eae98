/**
 * The build of the desktop shell: main, preload and the window (which the headless shell serves, too). The
 * preload script of a sandboxed window must be one CommonJS file. With "type": "module" it would be written
 * as .mjs, which Electron does not load.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';
import { withoutOptionalModules } from './electron/packaging/bundle.ts';
import { rendererOptions } from './renderer/vite.config.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const mainEntry = at('./electron/desktop/main.ts');
const preloadEntry = at('./electron/desktop/preload.ts');

const main = {
  build: {
    outDir: at('./out/main'),
    rollupOptions: {
      plugins: [withoutOptionalModules],
      // The engine starts its workers from files, so each needs its own file (electron/desktop/places.ts).
      input: {
        index: mainEntry,
        'writer-worker': at('./electron/engine/workers/writer-worker.ts'),
        'reader-worker': at('./electron/engine/workers/reader-worker.ts'),
        'file-worker': at('./electron/engine/features/backups/file-worker.ts'),
        'backup-helper': at('./electron/desktop/backup-helper.ts'),
        'yaml-worker': at('./electron/engine/yaml/yaml-worker.ts'),
        'tunnel-worker': at('./electron/engine/features/reports/tunnel/tunnel-worker.ts'),
        'keyring-helper': at('./electron/desktop/keyring-helper.ts'),
      },
      output: {
        format: 'es' as const,
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
      },
    },
  },
};

const preload = {
  build: {
    outDir: at('./out/preload'),
    externalizeDeps: false,
    rollupOptions: {
      input: { index: preloadEntry },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
} as const;

export default defineConfig(() => {
  const renderer = rendererOptions();
  return {
    ...(existsSync(mainEntry) ? { main } : {}),
    ...(existsSync(preloadEntry) ? { preload } : {}),
    renderer: {
      ...renderer,
      // This file is bundled with its imports before it runs, so only its own import.meta has the right path.
      root: at('./renderer'),
      build: {
        ...renderer.build,
        outDir: at('./out/renderer'),
        // electron-vite does not minify by default, because it assumes that pages are loaded from disk.
        minify: true,
        rolldownOptions: { ...renderer.build.rolldownOptions, input: at('./renderer/index.html') },
      },
    },
  };
});
