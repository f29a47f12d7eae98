/** How the tests start a browser: the one that was found, and nothing that talks to anybody by itself. */
import type { LaunchOptions } from '@playwright/test';

type BrowserFinder = { readonly findBrowser: () => Promise<string | null> };

/** The finder is a script without types, so that it runs on any Node before the tests' own is there. */
const finder: BrowserFinder = await import(new URL('./browser.mjs', import.meta.url).href);

export async function browserOptions(): Promise<LaunchOptions> {
  const program = await finder.findBrowser();
  if (program === null) {
    throw new Error(
      'No Chromium-family browser was found. Install Chromium or Chrome, or name one in OMNIDECK_CHROMIUM.',
    );
  }
  const asRoot = process.getuid?.() === 0;
  return {
    executablePath: program,
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
    ],
  };
}
