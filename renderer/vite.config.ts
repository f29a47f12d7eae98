/**
 * The build of the window for both shells. `vite build -c renderer/vite.config.ts` builds it alone;
 * electron.config.ts uses the same options beside the desktop's own entries.
 */
import react from '@vitejs/plugin-react';
import type { Plugin, UserConfig } from 'vite';
import { defineConfig } from 'vite';
import { isPlain, parsedMessage, textsOf } from '../shared/i18n.ts';

/** A page host replaces this text in index.html by a new nonce at each opening. */
export const noncePlaceholder = '__OMNIDECK_NONCE__';

/** A feature's index.ts only re-exports: importing one name loads one file, not all of them. */
const treeshake = {
  moduleSideEffects: [{ test: /\/renderer\/features\/[^/]+\/index\.ts$/, sideEffects: false }],
};

/** One file for the first screen: many small ones compress worse, and none is useful alone. */
const output = { codeSplitting: { groups: [{ name: 'first', tags: ['$initial' as const] }] } };

const here = import.meta.dirname;

/** A catalogue's texts; those with arguments as FormatJS's trees. */
function parsedTexts(texts: unknown): unknown {
  if (typeof texts === 'string') return isPlain(texts) ? texts : parsedMessage(texts);
  if (typeof texts !== 'object' || texts === null) return texts;
  if (Array.isArray(texts)) return texts.map(parsedTexts);
  const entries = Object.entries(texts).map(([key, inner]) => [key, parsedTexts(inner)] as const);
  // A problem has a message, a hint and a description.
  return Object.fromEntries('hint' in texts ? entries.filter(([key]) => key !== 'description') : entries);
}

const noParser = '\0no-message-parser';

/**
 * Parses the messages and removes their descriptions, so that the window needs neither these nor the parser.
 */
function parsedMessages(): Plugin {
  return {
    name: 'parsed-messages',
    enforce: 'pre',
    resolveId: (source) => (source === 'intl-messageformat' ? noParser : null),
    load: (id) =>
      id === noParser
        ? 'export class IntlMessageFormat { constructor() { throw new Error("not parsed while building"); } }'
        : null,
    transform(code, id) {
      return /\/shared\/locales\/[a-z]+\/(?:problems\/)?(?!built-in\.)[a-z-]+\.json$/.test(id)
        ? JSON.stringify(parsedTexts(textsOf(JSON.parse(code))))
        : null;
    },
  };
}

/**
 * Mantine's notices import the whole lock of scrolling, 3.9 KB in the first script, only for the name of a class. They get
 * the name alone; dialogs still load the lock.
 */
function noticesWithoutScrollLock(): Plugin {
  return {
    name: 'notices-without-scroll-lock',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/@mantine/notifications/esm/Notifications.mjs')) return null;
      const named = code
        .replace(' RemoveScroll,', '')
        .replaceAll('RemoveScroll.classNames.fullWidth', 'fullWidthClassName');
      return `import { fullWidthClassName } from 'react-remove-scroll-bar/constants';\n${named}`;
    },
  };
}

/**
 * Vite's options for the window: no inline script or style, no data URL and no remote address, so that a
 * strict CSP works.
 */
export function rendererOptions() {
  return {
    root: here,
    base: './',
    plugins: [react(), parsedMessages(), noticesWithoutScrollLock()],
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
