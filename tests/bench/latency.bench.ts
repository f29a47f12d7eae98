/**
 * Measures the time from writing a callback to the socket until the changed row is painted, at 10, 100 and
 * 1,000 callbacks per second, in a real Chromium with the headless shell. The clock starts just before the
 * request is written, so the figure includes the callback's way over loopback. Compared with a bare server
 * (painted-host.ts), whose page is a list without anything else: both receive the same callbacks, in turn. A
 * sample is one visible change of a row.
 */

import { createHmac, randomUUID } from 'node:crypto';
import { chromium, type Page } from '@playwright/test';
import { Pool } from 'undici';
import { englishText } from '../../shared/problems/english-text.ts';
import { browserOptions } from '../helpers/e2e-browser.ts';
import { type HeadlessConsole, makeFolder, startHeadless } from '../helpers/e2e-console.ts';
import { type PaintedHost, startPaintedHost } from './painted-host.ts';
import { type BenchOptions, compare, type Row } from './rows.ts';
import { percentile, round } from './statistics.ts';

/** A sample is one of `samplesABatch` visible changes; the other callbacks are of rows further down. */
type Load = { readonly rate: number; readonly batches: number; readonly callbacksABatch: number };
const full: readonly (Load & { readonly atMost: number })[] = [
  { rate: 10, batches: 6, callbacksABatch: 30, atMost: 35 },
  { rate: 100, batches: 6, callbacksABatch: 200, atMost: 50 },
  { rate: 1_000, batches: 6, callbacksABatch: 2_000, atMost: 80 },
];
const small = [{ rate: 100, batches: 1, callbacksABatch: 30, atMost: 50 }];
/** The number of rows that are certainly visible at once. */
const visibleRows = 15;
const statuses = ['DELIVRD', 'SEEN'] as const;
const samplesABatch = visibleRows * statuses.length;
const words = { DELIVRD: 'Delivered', SEEN: 'Seen' } as const;

type Status = (typeof statuses)[number];
type Sent = { readonly id: string; readonly status: Status; readonly at: number };
type Painted = { readonly id: string; readonly word: string; readonly at: number };

/** A list of messages in a page, and the server that receives the callbacks for it. */
type Side = {
  readonly page: Page;
  /** The address of the callbacks of a message is this one, a slash and the message's identifier. */
  readonly callbackUrl: string;
  /** Adds messages above all others. @returns their identifiers, first the lowest in the list */
  addMessages(count: number): Promise<string[]>;
};

export async function bench({ short }: BenchOptions): Promise<Row[]> {
  const folder = await makeFolder({});
  const engine = await startHeadless(folder.path, { sandbox: true });
  const bare = await startPaintedHost();
  const browser = await chromium.launch(await browserOptions());
  try {
    const viewport = { width: 1360, height: 860 };
    const ours = await ownSide(engine, await browser.newPage({ viewport }));
    const baseline = await bareSide(bare, await browser.newPage({ viewport }));
    const rows: Row[] = [];
    for (const load of short ? small : full) rows.push(...(await measure(ours, baseline, load)));
    return rows;
  } finally {
    await browser.close();
    bare.end();
    await engine.stop();
    await folder.remove();
  }
}

async function ownSide(engine: HeadlessConsole, page: Page): Promise<Side> {
  await page.goto(engine.firstUrl());
  await engine.ask(({ outbox }) => outbox.pause());
  const [account] = await engine.ask(({ accounts }) => accounts.list());
  const url = await engine.ask(({ accounts }) => accounts.callbackUrl({ id: account?.id ?? '' }));
  if (!url.ok) throw new Error(englishText(url.problem).message);
  const { localUrl } = url.value;
  return { page, callbackUrl: localUrl, addMessages: (count) => makeMessages(engine, count) };
}

async function bareSide(host: PaintedHost, page: Page): Promise<Side> {
  await page.goto(host.url);
  const addMessages = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => randomUUID());
    await page.evaluate((added) => Reflect.get(window, 'addRows')(added), ids.slice(-visibleRows));
    return ids;
  };
  return { page, callbackUrl: `${host.url}/dlr`, addMessages };
}

async function measure(ours: Side, baseline: Side, load: (typeof full)[number]): Promise<Row[]> {
  const sides = [ours, baseline].map((side) => ({ side, latencies: [] as number[], longest: 0 }));
  for (let batch = 0; batch < load.batches; batch += 1) {
    for (const one of sides) {
      const { latencies, longest } = await measureBatch(one.side, load);
      one.latencies.push(...latencies);
      one.longest = Math.max(one.longest, longest);
    }
  }
  const [own, bare] = sides;
  if (own === undefined || bare === undefined) throw new Error('a side is missing');
  const task = own.longest === 0 ? 'none over 50 ms' : `${round(own.longest, 1)} ms`;
  const p99 = round(percentile(own.latencies, 0.99), 1);
  console.log(`${load.rate} a second: 99th percentile ${p99} ms; longest task of the page: ${task}`);
  const latency = {
    what: `delivery report to painted row, ${load.rate} a second`,
    baselineOf: 'a bare server and a bare list',
    unit: 'ms',
    ours: own.latencies,
    baseline: bare.latencies,
  };
  return [
    compare({ ...latency, by: 'median' }),
    compare({ ...latency, by: 'p95', target: { of: 'ours', atMost: load.atMost } }),
  ];
}

async function measureBatch(side: Side, { rate, callbacksABatch }: Load) {
  const { page } = side;
  const background = await side.addMessages(Math.ceil(callbacksABatch / statuses.length));
  const ids = await side.addMessages(visibleRows);
  await page.locator(`#message-${ids.at(-1) ?? ''}`).waitFor();
  await page.evaluate(watchRows);
  const samples = statuses.flatMap((status) => ids.map((id) => ({ id, status })));
  const others = statuses.flatMap((status) => background.map((id) => ({ id, status })));
  const sent = await drive(
    side.callbackUrl,
    spread(samples, others.slice(0, callbacksABatch - samplesABatch)),
    rate,
  );
  await page
    .waitForFunction((count) => Reflect.get(window, 'paintedRows').length >= count, samples.length, {
      timeout: 15_000,
    })
    .catch(() => undefined);
  const { painted, longest } = await page.evaluate(() => ({
    painted: Reflect.get(window, 'paintedRows') as Painted[],
    longest: Reflect.get(window, 'longestTask') as number,
  }));
  // A change that was replaced by the next change of the same row before it was painted is no sample.
  const latencies = sent.flatMap(({ id, status, at }) => {
    const seen = painted.find((one) => one.id === id && one.word === words[status]);
    return seen === undefined ? [] : [seen.at - at];
  });
  return { latencies, longest };
}

/** Creates messages while sending is paused: nothing is sent, and all callbacks come from this benchmark. */
async function makeMessages(engine: HeadlessConsole, count: number): Promise<string[]> {
  const sent = await engine.ask(({ messages }) =>
    messages.send({
      to: Array.from({ length: count }, (_, index) => `+3725${String(5_000_000 + index)}`),
      chain: { steps: [{ channel: 'viber', text: 'Your parcel is at the locker.' }] },
      requestKey: randomUUID(),
    }),
  );
  if (!sent.ok) throw new Error(englishText(sent.problem).message);
  return sent.value.messages.map((message) => message.id);
}

/** Spreads the samples evenly among the others, keeping their order. */
function spread<T>(samples: readonly T[], others: readonly T[]): { item: T; sample: boolean }[] {
  const every = (samples.length + others.length) / samples.length;
  const mixed: { item: T; sample: boolean }[] = [];
  let other = 0;
  for (const [index, item] of samples.entries()) {
    while (mixed.length < Math.floor(index * every) && other < others.length) {
      const next = others[other++];
      if (next !== undefined) mixed.push({ item: next, sample: false });
    }
    mixed.push({ item, sample: true });
  }
  for (const item of others.slice(other)) mixed.push({ item, sample: false });
  return mixed;
}

async function drive(
  callbackUrl: string,
  work: readonly { item: { id: string; status: Status }; sample: boolean }[],
  rate: number,
): Promise<Sent[]> {
  const base = new URL(callbackUrl);
  const pool = new Pool(base.origin, { connections: 32, pipelining: 1 });
  const sent: Sent[] = [];
  const answers: Promise<void>[] = [];
  const began = performance.now();
  for (const [index, { item, sample }] of work.entries()) {
    const due = began + (index * 1_000) / rate;
    while (performance.now() < due)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const body = reportOf(item.id, item.status);
    const signature = createHmac('sha256', 'demo').update(body).digest('hex');
    if (sample) sent.push({ ...item, at: performance.timeOrigin + performance.now() });
    answers.push(
      pool
        .request({
          method: 'POST',
          path: `${base.pathname}/${item.id}`,
          headers: { 'content-type': 'application/json', 'x-messente-signature': signature },
          body,
        })
        .then(async (answer) => {
          await answer.body.dump();
          if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
        }),
    );
  }
  await Promise.all(answers);
  await pool.close();
  return sent;
}

function reportOf(id: string, status: Status): string {
  return JSON.stringify({
    status,
    sender: 'Northwind',
    err: 0,
    message_id: `step-${id}`,
    to: '+37255000000',
    channel: 'viber',
    error: null,
    omnimessage_id: `omnimessage-${id}`,
    timestamp: new Date().toISOString().replace('Z', '000'),
    price_info: { part_price: '0.021', parts_count: 1, total_price: '0.021' },
  });
}

/** Runs in the page: records each row's status text, and when the first frame with that text was painted. */
function watchRows(): void {
  const painted: { id: string; word: string; at: number }[] = [];
  const known = new Map<string, string>();
  const read = (): [string, string][] =>
    [...document.querySelectorAll('[role="option"][id^="message-"]')].map((row) => [
      row.id.slice('message-'.length),
      // The first text of a row is its status; the box for choosing the row stands before it, without a text.
      [...row.children].map((child) => child.textContent.trim()).find((text) => text !== '') ?? '',
    ]);
  for (const [id, word] of read()) known.set(id, word);
  const previous = Reflect.get(window, 'rowWatcher') as MutationObserver | undefined;
  previous?.disconnect();
  let asked = false;
  const watcher = new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      const changed = read().filter(([id, word]) => known.has(id) && known.get(id) !== word);
      asked = false;
      for (const [id, word] of changed) known.set(id, word);
      // Runs after the frame of this callback has been painted.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const at = performance.timeOrigin + performance.now();
        for (const [id, word] of changed) painted.push({ id, word, at });
      };
      channel.port2.postMessage(null);
    });
  });
  watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  Reflect.set(window, 'rowWatcher', watcher);
  Reflect.set(window, 'paintedRows', painted);
  Reflect.set(window, 'longestTask', 0);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      Reflect.set(
        window,
        'longestTask',
        Math.max(Number(Reflect.get(window, 'longestTask')), entry.duration),
      );
    }
  }).observe({ type: 'longtask' });
}
