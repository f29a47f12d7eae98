/**
 * Tests the browser UI's host with a real browser that has the cookie: attacks by another server on this
 * computer (the same site for a browser, because cookies ignore ports) and by a page elsewhere.
 */
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeOpeningFile } from '../../electron/engine/window-files/opening-file.ts';
import { findBrowser } from '../helpers/browser.mjs';
import { type BrowserUiFixture, startBrowserUiFixture } from '../helpers/browser-ui-fixture.ts';

const executablePath = await findBrowser();

describe.skipIf(executablePath === null)('the browser UI in a real browser', () => {
  let page: BrowserUiFixture;
  let browser: Browser;
  let context: BrowserContext;
  let neighbour: Server;
  let neighbourUrl = '';
  let sentToNeighbour: (string | undefined)[] = [];

  beforeAll(async () => {
    page = await startBrowserUiFixture();
    browser = await launch();
    neighbour = createServer((request, response) => {
      sentToNeighbour.push(request.headers.cookie);
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>neighbour</title>');
    });
    await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
    const at = neighbour.address();
    neighbourUrl = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}/`;
  });
  afterAll(async () => {
    await browser.close();
    neighbour.close();
    await page.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    sentToNeighbour = [];
  });
  afterEach(() => context.close());

  const launch = (...words: string[]): Promise<Browser> =>
    chromium.launch({
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        ...words,
      ],
    });
  const origin = (): string => `http://127.0.0.1:${page.host.port}`;
  /** Opens the page as the app window does: with a file on disk. */
  const enter = async () => {
    const tab = await context.newPage();
    const file = await writeOpeningFile(join(page.folder, 'open'), page.host.openingUrl(), Date.now());
    await tab.goto(pathToFileURL(file).href);
    await tab.waitForURL(`${origin()}/`);
    return tab;
  };

  it('is opened by a file on disk at its clean address; only its own script runs', async () => {
    const tab = await enter();
    await expect.poll(() => tab.title()).toBe('there');
    expect(tab.url()).toBe(`${origin()}/`);
    await tab.evaluate(async () => {
      const violations = new Set<string>();
      Object.assign(window, { violations });
      document.addEventListener('securitypolicyviolation', (event) =>
        violations.add(event.effectiveDirective),
      );
      const add = (name: string, more: object): void => {
        document.body.append(Object.assign(document.createElement(name), more));
      };
      add('script', { textContent: 'window.wasHere = true' });
      add('style', { textContent: 'body { color: red }' });
      add('iframe', { src: 'https://evil.example/' });
      add('img', { src: 'https://evil.example/x.png' });
      add('base', { href: 'https://evil.example/' });
      await fetch('https://evil.example/').catch(() => undefined);
    });
    // The browser reports the violations later.
    await expect
      .poll(() => tab.evaluate(() => [...Reflect.get(window, 'violations')].toSorted()))
      .toEqual(['base-uri', 'connect-src', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem']);
    expect(await tab.evaluate(() => Reflect.has(window, 'wasHere'))).toBe(false);
  });

  it('can open its socket', async () => {
    const tab = await enter();
    const outcome = await tab.evaluate(
      (host) =>
        new Promise((resolve) => {
          const socket = new WebSocket(`ws://${host}/contract`);
          socket.onopen = () => resolve('open');
          socket.onerror = () => resolve('refused');
        }),
      `127.0.0.1:${page.host.port}`,
    );
    expect(outcome).toBe('open');
  });

  it('is protected from a page on another port of this computer: no socket, no framing, no reading', async () => {
    await enter();
    const tab = await context.newPage();
    await tab.goto(neighbourUrl);
    // The browser does send our cookie along, which is why the other checks must work.
    expect(sentToNeighbour[0]).toContain(`omnideck-${page.host.port}=`);
    const tried = await tab.evaluate(async (own) => {
      const socket = await new Promise((resolve) => {
        const tried = new WebSocket(`${own.replace('http', 'ws')}/contract`);
        tried.onopen = () => resolve('open');
        tried.onerror = () => resolve('refused');
      });
      const read = await fetch(`${own}/`, { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      );
      const blind = await fetch(`${own}/`, { credentials: 'include', mode: 'no-cors' }).then(
        () => 'let in',
        () => 'refused',
      );
      const posted = await fetch(`${own}/contract`, {
        method: 'POST',
        credentials: 'include',
        mode: 'no-cors',
      }).then(
        () => 'let in',
        () => 'refused',
      );
      await new Promise((resolve) => {
        document.body.append(
          Object.assign(document.createElement('iframe'), { src: `${own}/`, onload: resolve }),
        );
      });
      return { socket, read, blind, posted };
    }, origin());
    expect(tried).toEqual({ socket: 'refused', read: 'refused', blind: 'refused', posted: 'refused' });
    expect(tab.frames().map((frame) => frame.url())).toEqual([neighbourUrl, 'chrome-error://chromewebdata/']);
  });

  it('gives nothing to a host name that was pointed at this computer (DNS rebinding), even with a valid token', async () => {
    const rebound = await launch('--host-resolver-rules=MAP rebound.example 127.0.0.1');
    try {
      const tab = await rebound.newPage();
      const { search } = new URL(page.host.openingUrl());
      for (const path of ['/', `/${search}`]) {
        const answer = await tab.goto(`http://rebound.example:${page.host.port}${path}`);
        expect(answer?.status()).toBe(403);
        expect(await tab.locator('#root').count()).toBe(0);
      }
      expect((await tab.goto(`${origin()}/${search}`))?.status()).toBe(200);
    } finally {
      await rebound.close();
    }
  });
});
