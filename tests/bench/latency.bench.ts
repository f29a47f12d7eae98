/**
 * Measures the time from writing a callback to the socket until the changed row is painted, at 10, 100 and
 * 1,000 callbacks per second, in a real Chromium with the headless shell. The clock starts just before the
 * request is written, so the figure includes the callback's way over loopback. One sample is one visible
 * change of a row.
 */

import { createHmac, randomUUID } from 'node:crypto';
import { chromium, type Page } from '@playwright/test';
import { Pool } from 'undici';
import { englishText } from '../../shared/problems/english-text.ts';
import { browserOptions } from '../helpers/e2e-browser.ts';
import { type HeadlessConsole, makeFolder, startHeadless } from '../helpers/e2e-console.ts';
import { percentile, round } from './statistics.ts';

const rates = [10, 100, 1_000] as const;
const seconds = 6;
/** The number of rows that are certainly visible at once. */
const visibleRows = 15;
const statuses = ['DELIVRD', 'SEEN'] as const;
const words = { DELIVRD: 'Delivered', SEEN: 'Seen' } as const;

type Status = (typeof statuses)[number];
type Sent = { readonly id: string; readonly status: Status; readonly at: number };
type Painted = { readonly id: string; readonly word: string; readonly at: number };

export async function bench() {
  const folder = await makeFolder({});
  const engine = await startHeadless(folder.path, { sandbox: true });
  const browser = await chromium.launch(await browserOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
    await page.goto(engine.firstUrl());
    await engine.ask(({ outbox }) => outbox.pause());
    const results = [];
    for (const rate of rates) results.push(await measure(engine, page, rate));
    for (const result of results) {
      console.log(
        `${result.per_second}/s: p50 ${result.p50_ms} ms, p95 ${result.p95_ms} ms, p99 ${result.p99_ms} ms; longest task ${result.longest_task_ms} ms; ${result.samples} samples`,
      );
    }
    return { bench: 'latency', results };
  } finally {
    await browser.close();
    await engine.stop();
    await folder.remove();
  }
}

async function measure(engine: HeadlessConsole, page: Page, rate: number) {
  const wanted = Math.min(rate * seconds, visibleRows * statuses.length * 3);
  const batches = Math.ceil(wanted / (visibleRows * statuses.length));
  const background = await makeMessages(engine, Math.ceil((rate * seconds) / 2));
  const latencies: number[] = [];
  let longest = 0;
  let missing = 0;
  const backgroundWork = background.flatMap((id) => statuses.map((status) => ({ id, status })));
  for (let batch = 0; batch < batches; batch += 1) {
    const ids = await makeMessages(engine, visibleRows);
    const last = ids.at(-1) ?? '';
    await page.locator(`#message-${last}`).waitFor();
    await page.evaluate(watchRows);
    const samples = statuses.flatMap((status) => ids.map((id) => ({ id, status })));
    const share = backgroundWork.splice(0, Math.ceil((rate * seconds) / batches) - samples.length);
    const sent = await drive(engine, spread(samples, share), rate);
    await page
      .waitForFunction((count) => Reflect.get(window, 'paintedRows').length >= count, samples.length, {
        timeout: 15_000,
      })
      .catch(() => undefined);
    const seen = await page.evaluate(() => ({
      painted: Reflect.get(window, 'paintedRows') as Painted[],
      longest: Reflect.get(window, 'longestTask') as number,
    }));
    longest = Math.max(longest, seen.longest);
    for (const sample of samples) {
      const from = sent.find((one) => one.id === sample.id && one.status === sample.status);
      const to = seen.painted.find((one) => one.id === sample.id && one.word === words[sample.status]);
      // If a row became "delivered" before the previous state was painted, its next frame is the sample.
      if (from && to) latencies.push(to.at - from.at);
      else missing += 1;
    }
  }
  return {
    per_second: rate,
    samples: latencies.length,
    /** Changes that were replaced by the next change of the same row before they were painted. */
    overtaken: missing,
    p50_ms: round(percentile(latencies, 0.5), 1),
    p95_ms: round(percentile(latencies, 0.95), 1),
    p99_ms: round(percentile(latencies, 0.99), 1),
    longest_task_ms: round(longest, 1),
  };
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
  engine: HeadlessConsole,
  work: readonly { item: { id: string; status: Status }; sample: boolean }[],
  rate: number,
): Promise<Sent[]> {
  const [account] = await engine.ask(({ accounts }) => accounts.list());
  const url = await engine.ask(({ accounts }) => accounts.callbackUrl({ id: account?.id ?? '' }));
  if (!url.ok) throw new Error(englishText(url.problem).message);
  const base = new URL(url.value.localUrl);
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
