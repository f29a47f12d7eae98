/**
 * The fixtures of every test of the window: a separate engine (process, folder, ports) and its window, in a
 * browser or in Electron, depending on the project. `test.use({ start: { … } })` configures how the engine
 * starts.
 */
import { type Browser, test as base, chromium, _electron as electron, type Page } from '@playwright/test';
import { browserOptions } from '../helpers/e2e-browser.ts';
import {
  askConsole,
  type ConsoleStart,
  type Folder,
  type HeadlessConsole,
  makeFolder,
  startHeadless,
  testEnvironment,
} from '../helpers/e2e-console.ts';
import { findElectron } from '../helpers/e2e-electron.ts';
import { Deck } from './pages/deck.ts';

export { expect } from '@playwright/test';

export type Engine = Pick<HeadlessConsole, 'folder' | 'ask'> & {
  /** The engine's process; null in Electron, where engine and window are one process. */
  readonly headless: HeadlessConsole | null;
};

type Options = { start: ConsoleStart };
type OwnFixtures = {
  shellIsThere: undefined;
  engine: Engine;
  /** The opened and connected window. */
  deck: Deck;
  page: Page;
};
type WorkerFixtures = {
  chromiumBrowser: Browser;
  /** Returns a data folder with this many messages, to be copied. Each worker seeds each size once. */
  seededFolder: (messages: number) => Promise<string>;
};

/** Collects errors of the page itself in every test: thrown errors and violations of its policy. */
function watchFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) {
      faults.push(message.text());
    }
  });
  return faults;
}

export const test = base.extend<Options & OwnFixtures, WorkerFixtures>({
  start: [{ sandbox: true }, { option: true }],

  chromiumBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
    async ({}, use) => {
      const browser = await chromium.launch(await browserOptions());
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  seededFolder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
    async ({}, use) => {
      const folders = new Map<number, Promise<Folder>>();
      await use(async (messages) => {
        const folder = folders.get(messages) ?? makeFolder({ messages });
        folders.set(messages, folder);
        return (await folder).path;
      });
      for (const folder of folders.values()) await (await folder).remove();
    },
    { scope: 'worker' },
  ],

  // Runs before all other fixtures, so that nothing is started for a test that cannot run.
  shellIsThere: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
    async ({}, use, testInfo) => {
      const found = testInfo.project.name === 'desktop' ? findElectron() : null;
      testInfo.skip(found !== null && !found.found, found?.found === false ? found.why : undefined);
      await use(undefined);
    },
    { auto: true },
  ],

  engine: async ({ start, seededFolder }, use, testInfo) => {
    const inElectron = testInfo.project.name === 'desktop';
    const { messages } = start;
    const folder = await makeFolder(
      messages === undefined ? start : { copyOf: await seededFolder(messages) },
    );
    const headless = await startHeadless(folder.path, start);
    if (inElectron) await headless.stop();
    await use({
      folder: folder.path,
      ask: (call) => askConsole(folder.path, call),
      headless: inElectron ? null : headless,
    });
    if (!inElectron) await headless.stop();
    await folder.remove();
  },

  page: async ({ engine, chromiumBrowser, start, viewport, colorScheme, deviceScaleFactor }, use) => {
    if (engine.headless === null) {
      const found = findElectron();
      if (!found.found) throw new Error(found.why);
      const asRoot = process.getuid?.() === 0;
      const environment = Object.entries({ ...process.env, ...testEnvironment(start.passphrase) });
      const app = await electron.launch({
        executablePath: found.program,
        args: [...(asRoot ? ['--no-sandbox'] : []), found.root, '--data', engine.folder],
        env: Object.fromEntries(
          environment.filter((pair): pair is [string, string] => pair[1] !== undefined),
        ),
      });
      const page = await app.firstWindow();
      await page.emulateMedia({ colorScheme: colorScheme ?? 'light' });
      await use(page);
      await app.evaluate(({ app: own }) => own.exit(0)).catch(() => undefined);
      await app.close().catch(() => undefined);
      return;
    }
    const context = await chromiumBrowser.newContext({
      viewport,
      colorScheme: colorScheme ?? 'light',
      deviceScaleFactor: deviceScaleFactor ?? 1,
      locale: 'en-GB',
    });
    await use(await context.newPage());
    await context.close();
  },

  deck: async ({ engine, page }, use) => {
    const faults = watchFaults(page);
    if (engine.headless !== null) await page.goto(engine.headless.firstUrl());
    const deck = new Deck(page, (language) => engine.ask((client) => client.settings.set({ language })));
    await deck.ready();
    await use(deck);
    if (faults.length > 0) throw new Error(`The page ran into faults of its own:\n${faults.join('\n')}`);
  },
});
