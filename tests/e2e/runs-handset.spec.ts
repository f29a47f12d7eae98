/**
 * Tests confirmations on handsets: users are asked in the window, and the answers are kept separate from the
 * reports.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

const plan = `name: Seen or not
seed: 7
pace: 50
timeout: 1 min
confirm: Did it come?
numbers:
  - name: first phone
    number: +37255550100
  - name: second phone
    number: +37255550200
  - name: third phone
    number: +37255550112
chains:
  - name: only sms
    steps:
      - sms: Hello
expect:
  - reaches: sms within 1 min
`;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('results to check on a handset are listed, opened one after another and marked, and the report shows them', async ({
      deck,
      engine,
      page,
    }) => {
      await deck.ready();
      await page.getByRole('link', { name: 'Test runs' }).click();
      await page.getByRole('button', { name: 'Write a plan' }).click();
      await page.getByRole('textbox', { name: 'The plan, YAML' }).fill(plan);
      await page.getByRole('button', { name: 'Run in the sandbox' }).click();
      await expect(page.getByText('3 to check on the handset')).toBeVisible({ timeout: 60_000 });
      const matrix = page.getByRole('table', { name: 'Numbers and chains' });
      const cell = (name: string) => matrix.getByRole('button', { name: new RegExp(name, 'u') });
      await expect(cell('first phone, .*Passed.*, to check on the handset$')).toBeVisible();
      expect.soft(await violationsOf(page, 'to look at')).toEqual([]);

      // By keyboard only: after each answer, the next result is offered.
      await page.getByRole('button', { name: 'Open the next' }).focus();
      await page.keyboard.press('Enter');
      const pane = page.getByRole('complementary', { name: 'One message' });
      await expect(pane.getByRole('heading', { name: 'first phone' })).toBeVisible();
      await expect(pane.getByRole('button', { name: 'It arrived' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(pane.getByRole('button', { name: 'Next (2 left)' })).toBeFocused();
      await expect(page.getByText('2 to check on the handset')).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(pane.getByRole('heading', { name: 'second phone' })).toBeVisible();
      await expect(pane.getByRole('button', { name: 'It arrived' })).toBeFocused();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect(pane.getByText('someone on the way may invent such reports')).toBeVisible();

      await expect(cell('first phone, .*Passed.*, seen on the handset$')).toBeVisible();
      await expect(
        cell('second phone, .*Passed.*, reported as delivered, but not on the handset$'),
      ).toBeVisible();
      await expect(cell('third phone, .*Failed.*, to check on the handset$')).toBeVisible();
      await expect(page.getByText('1 of 2 seen on the handset')).toBeVisible();
      await expect(page.getByText('1 reported as delivered, but not on the handset')).toBeVisible();
      for (const [width, height] of [
        [1360, 860],
        [900, 600],
      ] as const) {
        await page.setViewportSize({ width, height });
        expect.soft(await violationsOf(page, `answered at ${width}`)).toEqual([]);
        if (process.env.OMNIDECK_LOOK) {
          await page.screenshot({ path: `${process.env.OMNIDECK_LOOK}/handset-${colorScheme}-${width}.png` });
        }
      }

      const [run] = await engine.ask((client) => client.runs.list({}));
      const report = await engine.ask((client) => client.runs.report({ id: run?.id ?? '', format: 'html' }));
      const folder = mkdtempSync(join(tmpdir(), 'omnideck-handset-'));
      const file = join(folder, 'run.html');
      writeFileSync(file, report.ok ? report.value.text : '');
      await page.goto(pathToFileURL(file).href);
      const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`, 'u') }).first();
      await expect(row('first phone')).toContainText(/(?<!not )on the handset/u);
      await expect(row('second phone')).toContainText('reported, but not on the handset');
      await expect(row('third phone')).toContainText('not checked on the handset');
      const lies = page.getByRole('region', { name: 'Reported as delivered, but not on the handset' });
      await expect(lies.getByRole('row')).toHaveCount(2);
      await expect(lies.getByRole('row').last()).toContainText('second phone');
      expect.soft(await violationsOf(page, 'the report')).toEqual([]);
      if (process.env.OMNIDECK_LOOK)
        await page.screenshot({ path: `${process.env.OMNIDECK_LOOK}/handset-report-${colorScheme}.png` });
      rmSync(folder, { recursive: true });
    });
  });
}
