/** Tests the window's language: it changes at once when chosen, and follows the system by default. */
import { expect, test } from './test.ts';

test.use({ start: { sandbox: true, messages: 40 } });

test('the language changes at once in the settings, and back in the palette', async ({ deck }) => {
  const { page } = deck;
  await deck.go('Settings');
  await deck.settings.open('Appearance');
  await page.getByText('Eesti', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Välimus' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'et');
  await expect(page.getByRole('button', { name: 'Uus sõnum' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Välimus' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Mida soovid teha?' })).toBeFocused();
  await page.keyboard.type('keel english');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Appearance' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a refused number is explained in Estonian, as it was typed', async ({ deck }) => {
  const { page } = deck;
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  await page.getByRole('textbox', { name: 'Number' }).first().fill('12 ext 5');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('The number has an extension, which a message cannot reach.')).toBeVisible();
  await deck.speak('et');
  await expect(page.getByText('Numbril on sisenumber, kuhu sõnum ei jõua.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Number' }).first()).toHaveValue('12 ext 5');
});

test('the palette finds a message by a part of its number, and opens it', async ({ deck }) => {
  const { page } = deck;
  await expect(deck.messages.rows.first()).toBeVisible();
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 7700', sms: 'Looked for in the palette' });
  await deck.compose.send.click();
  await expect(deck.message.number).toContainText('+372 5550 7700');
  await deck.go('Delivery reports');
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'What would you like to do?' });
  await field.fill('37255507700');
  const option = page.getByRole('dialog').getByRole('option', { name: /\+372 5550 7700/ });
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(deck.message.number).toContainText('+372 5550 7700');
  await expect(field).toBeHidden();
});

test('the palette offers the actions of the current screen', async ({ deck }) => {
  const { page } = deck;
  await deck.messages.rows.first().click();
  await expect(deck.message.sendAgain).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'What would you like to do?' }).fill('delivery reports');
  await page.keyboard.press('Enter');
  await expect(deck.reports.heading).toBeVisible();
});
