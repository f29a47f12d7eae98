/** Tests everything by keyboard, from the first start to a sent message, and navigation in the window. */
import type { Page } from '@playwright/test';
import type { Deck } from './pages/deck.ts';
import { expect, test } from './test.ts';

/** Presses Tab until the element has the focus. @throws if it is not reached after many presses */
async function tabTo(page: Page, wanted: ReturnType<Page['getByRole']>, key = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error('it can’t be reached by keyboard');
}

test.describe('keyboard alone, from the first start', () => {
  test.use({ start: { sandbox: false } });

  test('starts the sandbox, and writes and sends a chain until it is delivered', async ({ deck }) => {
    const { page, compose } = deck;
    await expect(deck.welcome.startSandbox).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(compose.heading).toBeVisible();

    await tabTo(page, compose.discard, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, compose.to);
    await page.keyboard.type('+372 5550 9910');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Remove +372 5550 9910' })).toBeVisible();

    await tabTo(page, compose.text);
    await page.keyboard.type('From the keyboard, by SMS');
    await page.keyboard.press('Control+Shift+A');
    await expect(page.getByRole('menuitem', { name: 'Viber' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Viber', exact: true })).toBeVisible();
    await tabTo(page, compose.text);
    await page.keyboard.type('From the keyboard, by Viber');
    await page.keyboard.press('Alt+ArrowUp');
    await expect(compose.steps.getByRole('listitem').first()).toContainText('Viber');
    await tabTo(page, compose.wait('Viber'), 'Shift+Tab');
    await page.keyboard.type('90 s');
    await page.keyboard.press('Enter');
    await expect(compose.wait('Viber')).toHaveValue(/90 s|1 min 30 s/);
    await page.keyboard.press('Control+Enter');

    await expect(deck.message.number).toContainText('+372 5550 9910');
    await expect(deck.message.outcome).toHaveText('Delivered by SMS');
  });
});

test.describe('keyboard alone, in the window', () => {
  test.use({ start: { sandbox: true, messages: 60 } });

  const selected = (deck: Deck) => deck.messages.list.getByRole('option', { selected: true });

  test('moves through the list, opens callbacks, returns and searches', async ({ deck }) => {
    const { page } = deck;
    await expect(deck.messages.rows.first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(deck.messages.list).toBeFocused();
    await expect(selected(deck)).toHaveCount(1);
    const first = await selected(deck).textContent();
    await page.keyboard.press('ArrowDown');
    await expect(selected(deck)).not.toHaveText(first ?? '');
    await expect(deck.message.number).toBeVisible();
    await page.keyboard.press('End');
    await expect(deck.messages.list.getByRole('option').last()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Home');
    await expect(selected(deck)).toHaveText(first ?? '');

    // The shortcut belongs to the button, which appears together with the message.
    await expect(page.getByRole('button', { name: /^Delivery reports/ })).toBeVisible();
    await page.keyboard.press('b');
    await expect(deck.reports.heading).toBeVisible();
    await page.keyboard.press('Control+1');
    await expect(deck.messages.search).toBeVisible();
    await page.keyboard.press('/');
    await expect(deck.messages.search).toBeFocused();
    await page.keyboard.type('zzzz');
    await expect(page.getByRole('heading', { name: 'Nothing found for “zzzz”' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(deck.messages.rows.first()).toBeVisible();
  });

  test('finds a command by its name', async ({ deck }) => {
    const { page } = deck;
    await expect(deck.messages.rows.first()).toBeVisible();
    // The palette is loaded after the first screen.
    await page.waitForLoadState('networkidle');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'What would you like to do?' })).toBeFocused();
    await page.keyboard.type('appearance');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Appearance' })).toBeVisible();
    await page.keyboard.press('?');
    await expect(deck.dialog('Keyboard shortcuts')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(deck.dialog('Keyboard shortcuts')).toBeHidden();
  });

  test('N starts a message and Escape leaves it, also while typing', async ({ deck }) => {
    const { page } = deck;
    await expect(deck.messages.rows.first()).toBeVisible();
    await page.keyboard.press('n');
    await expect(deck.compose.to).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(deck.messages.search).toBeVisible();
  });

  test('skips to the content, and a dialog keeps the focus and returns it', async ({ deck }) => {
    const { page } = deck;
    await expect(deck.messages.rows.first()).toBeVisible();
    await page.keyboard.press('Tab');
    const skip = page.getByRole('button', { name: 'Skip to content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();

    await page.keyboard.press('ArrowDown');
    await expect(deck.message.sendAgain).toBeVisible();
    await tabTo(page, deck.message.sendAgain);
    await page.keyboard.press('Enter');
    const dialog = deck.dialog('Send this message again?');
    await expect(dialog).toBeVisible();
    // The dialog takes the focus when it opens; keys before that still belong to the page.
    await expect(dialog.locator(':focus')).toHaveCount(1);
    for (let pressed = 0; pressed < 8; pressed += 1) {
      await page.keyboard.press('Tab');
      await expect(dialog.getByRole('button').and(page.locator(':focus'))).toHaveCount(1);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(deck.message.sendAgain).toBeFocused();
  });
});
