/**
 * Tests a run with the maximum number of messages: only visible parts are rendered, and everything can be
 * reached.
 */
import type { Page } from '@playwright/test';
import { type SeedCell, seedRuns } from '../helpers/seed-runs.ts';
import { violationsOf } from './axe.ts';
import { type Engine, expect, test } from './test.ts';

const chains = ['viber, then sms', 'only sms'];

/** 2,500 numbers × 2 chains × 2 rounds; every hundredth number fails. */
function cells(): SeedCell[] {
  return [1, 2].flatMap((round) =>
    chains.flatMap((chain) =>
      Array.from({ length: 2500 }, (_, at) => ({
        chain,
        number: `phone ${at}`,
        operator: at % 2 === 0 ? 'Tele2' : 'Elisa',
        round,
        afterMs: at % 100 === 7 ? null : 500 + ((at * 7919) % 4000),
      })),
    ),
  );
}

/** Writes the run while its console is stopped, and opens the run. */
async function openLargeRun(engine: Engine, page: Page): Promise<void> {
  const { headless } = engine;
  test.skip(headless === null, 'the console is stopped while the run is written');
  if (headless === null) return;
  await headless.stop();
  seedRuns(`${engine.folder}/omnideck.db`, [
    { id: 'large', name: 'Large', createdAt: Date.now(), plan: 'name: Large\n', cells: cells() },
  ]);
  await headless.start();
  await page.goto(headless.firstUrl());
  await page.getByRole('link', { name: 'Test runs' }).click();
  await page.getByRole('navigation', { name: 'Runs, newest first' }).getByRole('button').first().click();
}

test('the results of ten thousand messages are navigated by keyboard, filtered to failures, and opened', async ({
  engine,
  page,
}) => {
  await openLargeRun(engine, page);

  const matrix = page.getByRole('table', { name: 'Numbers and chains' });
  const buttons = matrix.getByRole('button');
  const at = (words: string) => page.getByRole('navigation', { name: 'Pages of the table' }).getByText(words);
  await expect(at('Page 1 of 25')).toBeVisible();
  await expect(buttons).toHaveCount(400);
  await expect(matrix.getByRole('row', { name: /^Passed/u })).toContainText('4950 of 5000');
  // The chart does not render ten thousand dots either.
  expect(await page.locator('svg circle').count()).toBeLessThan(1000);
  expect.soft(await violationsOf(page, 'a large run')).toEqual([]);
  if (process.env.OMNIDECK_LOOK) await page.screenshot({ path: `${process.env.OMNIDECK_LOOK}/large.png` });

  // Move down past the end of the page, and back.
  await buttons.last().focus();
  const last = await buttons.last().getAttribute('aria-label');
  await page.keyboard.press('ArrowDown');
  await expect(at('Page 2 of 25')).toBeVisible();
  await expect(buttons.nth(2)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(at('Page 1 of 25')).toBeVisible();
  await expect(page.getByRole('button', { name: last ?? '', exact: true })).toBeFocused();

  await page.getByRole('combobox', { name: 'Show' }).selectOption('failed');
  await expect(buttons).toHaveCount(100);
  await expect(buttons.first()).toHaveAccessibleName(/^phone 7, viber, then sms, round 1, Failed/u);
  await buttons.first().click();
  await expect(page.getByRole('complementary', { name: 'One message' })).toContainText('phone 7');
});

test('a cell of ten thousand that changes comes alone: neither the run nor the list of runs is read again', async ({
  engine,
  page,
}) => {
  const asked: string[] = [];
  const announced: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => void asked.push(String(payload)));
    socket.on('framereceived', ({ payload }) => {
      const text = String(payload);
      if (text.includes('"type":"runs"')) announced.push(text);
    });
  });
  await openLargeRun(engine, page);
  await expect(
    page.getByRole('navigation', { name: 'Pages of the table' }).getByText('Page 1 of 25'),
  ).toBeVisible();

  const reads = () => asked.filter((call) => /\/runs\/(?:get|list)/u.test(call)).length;
  const before = reads();
  const positions = Array.from({ length: 20 }, (_, index) => index * 7);
  for (const position of positions) {
    const answer = await engine.ask(({ runs }) =>
      runs.confirm({ id: 'large', position, handset: 'arrived' }),
    );
    expect(answer.ok).toBe(true);
  }
  const cellsAnnounced = () => announced.join('').match(/"handset":"arrived"/gu)?.length ?? 0;
  await expect.poll(cellsAnnounced).toBe(positions.length);
  expect(announced.join('').match(/"position":/gu)).toHaveLength(positions.length);
  expect(reads()).toBe(before);
  const cell = page.getByRole('button', { name: /^phone 7, viber, then sms, round 1/u });
  await expect(cell).toHaveAccessibleName(/seen on the handset/u);
});
