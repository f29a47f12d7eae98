/**
 * Measures frame times while a list of 100,000 messages (`--messages N`, `--data DIR`) is scrolled in a real
 * Chromium, compared with scrolling an empty page of the same height in the same browser. Also reports the
 * longest task on the page's main thread. A sample is one frame.
 */
import { chromium, type Page } from '@playwright/test';
import { browserOptions } from '../helpers/e2e-browser.ts';
import { startHeadless } from '../helpers/e2e-console.ts';
import { historyFolder } from './history-folder.ts';
import { type BenchOptions, compare, type Row } from './rows.ts';
import { percentile, round } from './statistics.ts';

const full = { messages: 100_000, scrollMs: 10_000 };
const small = { messages: 300, scrollMs: 500 };
const wheelPixels = 240;

export async function bench({ short, words }: BenchOptions): Promise<Row[]> {
  const size = short ? small : full;
  const { folder, messages } = await historyFolder(words, size.messages);
  const engine = await startHeadless(folder.path, { sandbox: true });
  const browser = await chromium.launch(await browserOptions());
  try {
    const viewport = { width: 1360, height: 860 };
    const bare = await browser.newPage({ viewport });
    await bare.setContent(
      `<div role="listbox" style="height:700px;overflow:auto"><div style="height:${messages * 36}px"></div></div>`,
    );
    const baseline = await scroll(bare, size.scrollMs);
    await bare.close();
    const page = await browser.newPage({ viewport });
    await page.goto(engine.firstUrl());
    await page.getByRole('option').first().waitFor();
    const ours = await scroll(page, size.scrollMs);
    print('empty page', baseline);
    print(`${messages} rows`, ours);
    return (['median', 'p95'] as const).map((by) =>
      compare({
        what: `frame while ${messages} messages are scrolled`,
        baselineOf: 'an empty page of the same height',
        unit: 'ms',
        by,
        ours: ours.frames,
        baseline: baseline.frames,
      }),
    );
  } finally {
    await browser.close();
    await engine.stop();
    await folder.remove();
  }
}

type Scrolled = { readonly frames: readonly number[]; readonly longestTask: number };

function print(name: string, { frames, longestTask }: Scrolled): void {
  console.log(
    `${name}: 99th percentile ${round(percentile(frames, 0.99), 1)} ms, longest frame ${round(Math.max(...frames), 1)} ms, longest task ${round(longestTask, 1)} ms`,
  );
}

async function scroll(page: Page, scrollMs: number): Promise<Scrolled> {
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
  return { frames: frames.slice(1), longestTask };
}
