/** Numbers as spreadsheets and people write them: what can be read in two ways is never guessed at. */
import { DraftsMenus } from './pages/drafts-menus.ts';
import { expect, test } from './test.ts';

test('a spreadsheet’s decimal is the number that it was, and one that may be another person’s is left out', async ({
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
