/** Tests that the palette offers every action: each button of a screen is found by its name. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

/** Returns the names of all enabled buttons from the browser's accessibility tree. */
async function namesOfButtons(page: Page): Promise<string[]> {
  const tree = await page.getByRole('main').ariaSnapshot();
  const names = [...tree.matchAll(/^\s*- button "((?:[^"\\]|\\.)+)"(?! \[disabled\])/gmu)].map(
    ([, name = '']) => name.replaceAll('\\"', '"'),
  );
  return [...new Set(names)];
}

/** Numbers are grouped with non-breaking spaces, and computed names have insignificant spaces. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/gu, '');

/** Removes the shortcut beside a name: "Replay R". */
const withoutKeys = (name: string): string => name.replace(/ (?:(?:Ctrl|Alt|Shift|↵|[A-Z,/?↑↓]) ?)+$/u, '');

async function expectAllFound(page: Page, place: string): Promise<void> {
  const names = await namesOfButtons(page);
  expect(names.length, place).toBeGreaterThan(0);
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'What would you like to do?' });
  const lacking: string[] = [];
  for (const name of names.map(withoutKeys)) {
    await field.fill(name);
    const options = page.getByRole('option');
    await expect(options.first().or(page.getByText('No command matches.'))).toBeVisible();
    const labels = (await options.allTextContents()).map(plain);
    if (!labels.some((label) => label.includes(plain(name)))) lacking.push(name);
  }
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  expect(lacking, place).toEqual([]);
}

test('the palette finds each button of each screen by its name, and presses it', async ({ deck }) => {
  const { page } = deck;
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 8800', sms: 'Hello' });
  await expectAllFound(page, 'compose');
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  await expectAllFound(page, 'a message');
  for (const place of ['Delivery reports', 'Test runs', 'Sandbox', 'Settings'] as const) {
    await deck.go(place);
    await expect(page.getByRole('main').getByRole('button').first()).toBeVisible();
    await expectAllFound(page, place);
  }
  await deck.go('Delivery reports');
  await deck.reports.row('DELIVRD').click();
  await expect(deck.reports.headline).toHaveText('Verified and applied');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'What would you like to do?' }).fill('replay');
  await page.keyboard.press('Enter');
  await expect(deck.dialog(/Replay|again/u)).toBeVisible();
});
