/**
 * Measures frame times while a list of 100,000 messages (`--messages N`, `--data DIR`) is scrolled in a real
 * Chromium, compared with scrolling an empty page of the same height in the same browser. Also reports the
 * longest task on the page's main thread.
 */
import { chromium, type Page } from '@playwright/test';
import { browserOptions } from '../helpers/e2e-browser.ts';
import { startHeadless } from '../helpers/e2e-console.ts';
import { historyFolder } from './history-folder.ts';
import { percentile, round } from './statistics.ts';

const many = 100_000;
const scrollMs = 10_000;
const wheelPixels = 240;

export async function bench(words: readonly string[]) {
  const { folder, messages } = await historyFolder(words, many);
  const engine = await startHeadless(folder.path, { sandbox: true });
  const browser = await chromium.launch(await browserOptions());
  try {
    const viewport = { width: 1360, height: 860 };
    const bare = await browser.newPage({ viewport });
    await bare.setContent(
      `<div role="listbox" style="height:700px;overflow:auto"><div style="height:${messages * 36}px"></div></div>`,
    );
    const baseline = await scroll(bare);
    await bare.close();
    const page = await browser.newPage({ viewport });
    await page.goto(engine.firstUrl());
    await page.getByRole('option').first().waitFor();
    const ours = await scroll(page);
    const report = (name: string, one: typeof ours): void =>
      console.log(
        `${name}: p50 ${one.p50_ms} ms, p95 ${one.p95_ms} ms, p99 ${one.p99_ms} ms, longest frame ${one.longest_ms} ms, longest task ${one.longest_task_ms} ms, ${one.frames} frames`,
      );
    report('empty page  ', baseline);
    report(`${messages} rows`, ours);
    return { bench: 'scroll', ratio: round(ours.p95_ms / baseline.p95_ms), messages, baseline, ours };
  } finally {
    await browser.close();
    await engine.stop();
    await folder.remove();
  }
}

async function scroll(page: Page) {
  const box = await page.getByRole('listbox').first().boundingBox();
  if (box === null) throw new Error('there is no list');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const next = (now: number): void => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Reflect.set(window, 'frames', frames);
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
  });
  const until = performance.now() + scrollMs;
  while (performance.now() < until) await page.mouse.wheel(0, wheelPixels);
  const { frames, longestTask, scrolled } = await page.evaluate(() => ({
    frames: Reflect.get(window, 'frames') as unknown as number[],
    longestTask: Number(Reflect.get(window, 'longestTask')),
    scrolled: document.querySelector('[role="listbox"]')?.scrollTop ?? 0,
  }));
  if (scrolled === 0) throw new Error('the list was not scrolled');
  // The first frame counts from the start of the measurement, so it is ignored.
  const measured = frames.slice(1);
  return {
    frames: measured.length,
    p50_ms: round(percentile(measured, 0.5), 1),
    p95_ms: round(percentile(measured, 0.95), 1),
    p99_ms: round(percentile(measured, 0.99), 1),
    longest_ms: round(Math.max(...measured), 1),
    longest_task_ms: round(longestTask, 1),
  };
}
