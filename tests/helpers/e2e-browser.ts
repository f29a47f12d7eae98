/**
 * How the tests start a browser: the browser that was found, with all background network traffic disabled.
 */
import type { LaunchOptions } from '@playwright/test';

/**
 * Features of Chromium that the tests do without. Only the last `--disable-features` counts, so the list
 * repeats the features that Playwright disables and the tests can meet.
 */
const disabledFeatures = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  // Each browser context has an invisible window with an address bar. The pages of the address bar, and a
  // spare process for the next page, cost half of the processor time of opening a context.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
];

type BrowserFinder = { readonly findBrowser: () => Promise<string | null> };

/**
 * The finder is an untyped script, so that it runs on any Node version before the project's own is installed.
 */
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
      `--disable-features=${disabledFeatures.join(',')}`,
      '--no-first-run',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
    ],
  };
}
