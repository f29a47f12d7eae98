/**
 * Measures the time from starting `serve` to its ready line and to a usable page, and its idle memory, with an empty folder
 * and with 1,000,000 messages (`--messages N`, `--data DIR`). Compared with an empty page from a bare node:http server that
 * is started and opened in the same way in the same Chromium. A sample is one start; all are measured in turn.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from '@playwright/test';
import { browserOptions } from '../helpers/e2e-browser.ts';
import { type Folder, makeFolder } from '../helpers/e2e-console.ts';
import { startOmnideck } from '../helpers/omnideck-process.ts';
import { residentMb } from '../helpers/resident-memory.ts';
import { historyFolder } from './history-folder.ts';
import { type BenchOptions, compare, type Row } from './rows.ts';

const full = { warmUps: 1, rounds: 50, messages: 1_000_000 };
const small = { warmUps: 0, rounds: 1, messages: 300 };

const bareServer = `
  const server = require('node:http').createServer((request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>bare</title><p id="usable">usable'));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

export async function bench({ short, words }: BenchOptions): Promise<Row[]> {
  const size = short ? small : full;
  const { warmUps, rounds } = size;
  const { folder: filled, messages } = await historyFolder(words, size.messages);
  const empty = await makeFolder({});
  const browser = await chromium.launch(await browserOptions());
  const bares: Started[] = [];
  const empties: StartedConsole[] = [];
  const fulls: StartedConsole[] = [];
  try {
    for (let index = 0; index < warmUps + rounds; index += 1) {
      const bare = await openBare(browser);
      const withNone = await openConsolePage(browser, empty);
      const withMany = await openConsolePage(browser, filled);
      // The first round fills the caches of all three.
      if (index < warmUps) continue;
      bares.push(bare);
      empties.push(withNone);
      fulls.push(withMany);
    }
  } finally {
    await browser.close();
    await empty.remove();
    await filled.remove();
  }
  const usable = { unit: 'ms', by: 'median' as const };
  const usableOf = (all: readonly Started[]): number[] => all.map(({ usableMs }) => usableMs);
  const bare = { baselineOf: 'an empty page of a bare server', baseline: usableOf(bares) };
  const compared = { baselineOf: 'no messages', by: 'median' as const };
  return [
    compare({
      ...usable,
      what: 'start to the ready line, no messages',
      ours: empties.map((one) => one.readyMs),
      baselineOf: 'the ready line of a bare server',
      baseline: bares.map((one) => one.readyMs),
      target: { of: 'difference', atMost: 600 },
    }),
    compare({
      ...{ ...usable, ...bare, what: 'start to a usable page, no messages', ours: usableOf(empties) },
      target: { of: 'ratio', atMost: 2.5 },
    }),
    compare({
      ...usable,
      ...bare,
      what: `start to a usable page, ${messages} messages`,
      ours: usableOf(fulls),
    }),
    compare({
      ...{ ...compared, unit: 'ms', ours: usableOf(fulls), baseline: usableOf(empties) },
      what: `start to a usable page, ${messages} messages compared with none`,
      target: { of: 'ratio', atMost: 1.1 },
    }),
    compare({
      ...{
        ...compared,
        unit: 'MB',
        what: `idle memory with an open page, ${messages} messages compared with none`,
      },
      ours: fulls.map((one) => one.memoryMb),
      baseline: empties.map((one) => one.memoryMb),
      target: { of: 'ratio', atMost: 1.2 },
    }),
  ];
}

type Started = { readonly readyMs: number; readonly usableMs: number };
type StartedConsole = Started & { readonly memoryMb: number };

async function openBare(browser: Browser): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, ['-e', bareServer], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('no standard output');
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const readyMs = performance.now() - began;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.locator('#usable').waitFor();
  const usableMs = performance.now() - began;
  await context.close();
  child.kill();
  return { readyMs, usableMs };
}

/**
 * Opens the page, and waits until it is usable: the folder's content is shown, and the main button is there.
 */
async function openConsolePage(browser: Browser, folder: Folder): Promise<StartedConsole> {
  const began = performance.now();
  const engine = startOmnideck(['serve', '--no-open', '--sandbox', '--data', folder.path]);
  const { page_url: firstUrl } = await engine.ready();
  const readyMs = performance.now() - began;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(String(firstUrl));
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
  const usableMs = performance.now() - began;
  const memoryMb = residentMb(engine.pid);
  await context.close();
  engine.signal('SIGTERM');
  await engine.ended;
  return { readyMs, usableMs, memoryMb };
}
