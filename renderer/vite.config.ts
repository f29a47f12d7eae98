/**
 * How the window is built, for either shell. `vite build -c renderer/vite.config.ts` makes it alone;
 * electron.config.ts uses the same options beside the desktop's own entries.
 */
import react from '@vitejs/plugin-react';
import type { Plugin, UserConfig } from 'vite';
import { defineConfig } from 'vite';
import { textsOf } from '../shared/i18n.ts';

/** What a page host puts in place of this text in index.html, anew at each opening. */
export const noncePlaceholder = '__OMNIDECK_NONCE__';

/** A feature's index.ts only passes on: what is taken from it brings one file, not all that it names. */
const treeshake = {
  moduleSideEffects: [{ test: /\/renderer\/features\/[^/]+\/index\.ts$/, sideEffects: false }],
};

/** One file for what the first screen needs: many small ones compress worse, and there is no use for one alone. */
const output = { codeSplitting: { groups: [{ name: 'first', tags: ['$initial' as const] }] } };

const here = import.meta.dirname;

/** Removes what the messages say to translators, which the window does not need. */
function withoutDescriptions(): Plugin {
  return {
    name: 'messages-without-descriptions',
    enforce: 'pre',
    transform(code, id) {
      return /\/shared\/locales\/en\/[^/]+\.json$/.test(id)
        ? JSON.stringify(textsOf(JSON.parse(code)))
        : null;
    },
  };
}

/** Vite's options for the window: no inline script or style, no data URL and no remote address, so a strict CSP holds. */
export function rendererOptions() {
  return {
    root: here,
    base: './',
    plugins: [react(), withoutDescriptions()],
    html: { cspNonce: noncePlaceholder },
    build: {
      outDir: `${here}/../out/renderer`,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1200,
      rolldownOptions: { treeshake, output },
    },
  } satisfies UserConfig;
}

export default defineConfig(rendererOptions());
