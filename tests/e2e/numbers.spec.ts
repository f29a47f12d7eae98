/** Tests numbers as spreadsheets and people write them: ambiguous numbers are never guessed. */
import { DraftsMenus } from './pages/drafts-menus.ts';
import { expect, test } from './test.ts';

test('a number that a spreadsheet turned into a decimal is restored, and an ambiguous one is left out', async ({
  deck,
}) => {
  const { page, compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  await menus.paste(compose.to, 'Name\tPhone\nMari\t+37255501411.0\nJüri\t+3725550142.0');
  await expect(menus.table.getByRole('listitem').filter({ hasText: 'Row 3' })).toContainText(
    'as +372 5550 142 or as +372 5550 1420',
  );
  await menus.table.getByRole('button', { name: 'Add 1 person' }).click();
  await expect(menus.table).toBeHidden();
  await expect(compose.send).toHaveText(/Send/);
  await expect(page.getByText('+372 5550 1411').first()).toBeVisible();
});

test('numbers without “+” that may begin with a country code ask for a decision, typed or in a table', async ({
  deck,
  engine,
}) => {
  const { page, compose } = deck;
  const menus = new DraftsMenus(page);
  await engine.ask((client) => client.settings.set({ defaultCountry: 'DE' }));
  await deck.newMessage();
  await compose.to.fill('491712345678');
  const own = page.getByRole('button', {
    name: 'With its own country code: 491712345678 becomes +49 171 2345678',
  });
  await expect(page.getByRole('button', { name: /^As a number in Germany/ })).toBeVisible();
  await own.click();
  await expect(own).toBeHidden();
  await expect(compose.send).toHaveText(/Send/);

  await menus.paste(compose.to, 'Name\tPhone\nMari\t491712345679\nJüri\t0171 2345680\nUte\t37255501411');
  await expect(menus.table).toContainText('1 row has no country code and is read as a number in Germany');
  const add = menus.table.getByRole('button', { name: /^Add/ });
  await expect(add).toBeDisabled();
  await menus.table.getByRole('radio', { name: /^2 with their own country code/ }).click();
  await add.click();
  await compose.text.fill('Tere');
  await expect(compose.send).toHaveText(/Send to 4/);
});
