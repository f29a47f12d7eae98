/** Tests the filters, dialogs and details of messages with axe, in both themes. */
import { violationsOf } from './axe.ts';
import type { Deck } from './pages/deck.ts';
import { expect, test } from './test.ts';

async function check(deck: Deck, where: string): Promise<void> {
  expect.soft(await violationsOf(deck.page, where)).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, start: { sandbox: true, messages: 60 } });

    test('filters, several selected messages, a request and a note pass axe and fit', async ({ deck }) => {
      const { messages, message, page } = deck;
      await messages.filter.click();
      await expect(messages.editor('Filter by…').getByRole('combobox')).toBeFocused();
      await check(deck, 'by what to filter');
      await page.keyboard.press('Escape');
      for (const name of ['State', 'Time', 'Cost'] as const) {
        await messages.filterBy(name);
        await check(deck, `filter: ${name}`);
        await page.keyboard.press('Escape');
        await expect(messages.editor(name)).toBeHidden();
      }
      await messages.narrow('State', 'Delivered');
      await expect(messages.found).toBeVisible();
      await check(deck, 'a filter that is on');

      await messages.rows.first().click();
      await expect(message.number).toBeVisible();
      await message.pane
        .getByRole('button', { name: /^Request and answer/ })
        .first()
        .click();
      await page.keyboard.press('m');
      await expect(message.note).toBeFocused();
      await check(deck, 'a message with its request and a note being written');
      await page.keyboard.press('Escape');

      await messages.list.focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Shift+ArrowDown');
      await expect(messages.chosen).toContainText('2 selected');
      await check(deck, 'two chosen');
      await page.keyboard.press('t');
      await expect(page.getByRole('dialog', { name: 'Tags' }).getByRole('combobox')).toBeFocused();
      await check(deck, 'tagging');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: 'Tags' })).toBeHidden();
      await messages.chosen.getByRole('button', { name: 'Send again' }).click();
      await expect(deck.dialog('Send 2 messages again?')).toBeVisible();
      await check(deck, 'sending two again');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await messages.export.click();
      await expect(deck.dialog('Export messages')).toBeVisible();
      await check(deck, 'exporting');
    });
  });
}
