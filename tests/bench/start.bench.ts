/**
 * Measures the time from starting `serve` to a usable page, with an empty folder and with 100,000 messages
 * (`--messages N`, `--data DIR`). Compared with an empty page from a bare node:http server that is started
 * and opened in the same way in the same Chromium. Each is measured several times, in turn.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from '@playwright/test';
import { browserOptions } from '../helpers/e2e-browser.ts';
import { type Folder, makeFolder, startHeadless } from '../helpers/e2e-console.ts';
import { historyFolder } from './history-folder.ts';
import { median, round } from './statistics.ts';

const rounds = 5;
const many = 100_000;

const bareServer = `
  const server = require('node:http').createServer((request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>bare</title><p id="usable">usable'));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

export async function bench(words: readonly string[]) {
  const { folder: full, messages } = await historyFolder(words, many);
  const empty = await makeFolder({});
  const browser = await chromium.launch(await browserOptions());
  const times = { bare: [] as number[], empty: [] as number[], full: [] as number[] };
  try {
    for (let index = 0; index <= rounds; index += 1) {
      const bare = await openBare(browser);
      const emptyTime = await openConsolePage(browser, empty);
      const fullTime = await openConsolePage(browser, full);
      // The first round fills the caches of all three.
      if (index === 0) continue;
      times.bare.push(bare);
      times.empty.push(emptyTime);
      times.full.push(fullTime);
    }
  } finally {
    await browser.close();
    await empty.remove();
    await full.remove();
  }
  const [bare, none, lots] = [median(times.bare), median(times.empty), median(times.full)];
  console.log(`bare server and empty page   ${round(bare, 0)} ms`);
  console.log(`serve, no messages           ${round(none, 0)} ms (ratio ${round(none / bare)})`);
  console.log(`serve, ${messages} messages   ${round(lots, 0)} ms (ratio ${round(lots / bare)})`);
  return {
    bench: 'start',
    ratio: round(lots / bare),
    ratio_empty: round(none / bare),
    full_over_empty: round(lots / none),
    bare_ms: round(bare, 0),
    empty_ms: round(none, 0),
    full_ms: round(lots, 0),
    messages,
  };
}

async function openBare(browser: Browser): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['-e', bareServer], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('no standard output');
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.locator('#usable').waitFor();
  const time = performance.now() - began;
  await context.close();
  child.kill();
  return time;
}

/**
 * Opens the page, and waits until it is usable: the folder's content is shown, and the main button is there.
 */
async function openConsolePage(browser: Browser, folder: Folder): Promise<number> {
  const began = performance.now();
  const engine = await startHeadless(folder.path, { sandbox: true });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(engine.firstUrl());
  await page
    .getByRole('button', { name: /New message/u })
    .or(page.getByRole('link', { name: /New message/u }))
    .first()
    .waitFor();
  await page
    .getByRole('option')
    .or(page.getByText(/No messages yet|Nothing sent yet/u))
    .first()
    .waitFor();
  const time = performance.now() - began;
  await context.close();
  await engine.stop();
  return time;
}
