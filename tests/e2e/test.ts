/**
 * What every test of the window gets: an engine of its own (process, folder, ports), and its window, in a browser or
 * in Electron, whichever project it runs in. Say how the engine starts with `test.use({ start: { … } })`.
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
  /** The process by itself; null in Electron, where engine and window are one. */
  readonly headless: HeadlessConsole | null;
};

type Options = { start: ConsoleStart };
type OwnFixtures = {
  shellIsThere: undefined;
  engine: Engine;
  /** The window, opened and connected. */
  deck: Deck;
  page: Page;
};
type WorkerFixtures = {
  chromiumBrowser: Browser;
  /** Returns a data folder with so many messages, to copy; each size is seeded once for each worker. */
  seededFolder: (messages: number) => Promise<string>;
};

/** What the page itself did wrong, whatever the test looks at: thrown errors and what its policy had to stop. */
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

  // By itself and first of all, so that nothing is started or filled for a test that can't run.
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
