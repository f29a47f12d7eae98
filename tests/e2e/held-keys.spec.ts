/** Tests that a key that is held down acts only where it was pressed, not on the control that gets the focus next. */
import { DraftsMenus } from './pages/drafts-menus.ts';
import { expect, test } from './test.ts';

test.describe('a key that is held down', () => {
  test('removes one number from the do-not-send list, and not the next ones', async ({ deck }) => {
    const { page } = deck;
    await deck.go('Settings');
    await deck.settings.open('Privacy');
    const numbers = ['+372 5550 1411', '+372 5550 1412', '+372 5550 1413', '+372 5550 1414'];
    const entry = (number: string) => page.getByRole('listitem').filter({ hasText: number });
    for (const number of numbers) {
      await page.getByLabel('Number, or a list of numbers').fill(number);
      await page.keyboard.press('Enter');
      await expect(entry(number)).toBeVisible();
    }
    const entries = page.getByRole('listitem').filter({ hasText: '+372 5550 14' });
    await entries
      .first()
      .getByRole('button', { name: /from the list/ })
      .focus();
    await page.keyboard.down('Enter');
    await expect(entries).toHaveCount(3);
    await expect(entries.first().getByRole('button', { name: /from the list/ })).toBeFocused();
    // A second “down” without “up” is a repeated key event, as the browser sends while a key is held.
    for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await entries
      .first()
      .getByRole('button', { name: /from the list/ })
      .press('Enter');
    await expect(entries).toHaveCount(2);
    await expect(entries.first().getByRole('button', { name: /from the list/ })).toBeFocused();
    await expect(entries).toHaveCount(2);
  });

  test('opens a new message, and types nothing into it', async ({ deck }) => {
    const { page, compose } = deck;
    await expect(page.getByRole('heading', { name: 'Messages' }).first()).toBeVisible();
    await page.keyboard.down('n');
    await expect(compose.to).toBeFocused();
    for (let repeat = 0; repeat < 3; repeat += 1) await page.keyboard.down('n');
    await page.keyboard.up('n');
    await page.keyboard.type('+372 5550 1400');
    await expect(compose.to).toHaveValue('+372 5550 1400');
  });

  test('deletes the typed text, and keeps the recipients before it', async ({ deck }) => {
    const { page, compose } = deck;
    const menus = new DraftsMenus(page);
    await deck.newMessage();
    await menus.paste(compose.to, '+372 5550 1400\n+372 5550 1401');
    await expect(page.getByRole('button', { name: 'Remove +372 5550 1401' })).toBeVisible();
    await compose.to.pressSequentially('abc');
    for (let repeat = 0; repeat < 6; repeat += 1) await page.keyboard.down('Backspace');
    await page.keyboard.up('Backspace');
    await expect(compose.to).toHaveValue('');
    await expect(page.getByRole('button', { name: 'Remove +372 5550 1400' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Remove +372 5550 1401' })).toBeVisible();
    await page.keyboard.press('Backspace');
    await expect(page.getByRole('button', { name: 'Remove +372 5550 1401' })).toBeHidden();
  });

  test('opens the question before sending, and does not answer it', async ({ deck, engine }) => {
    const { page, compose } = deck;
    const menus = new DraftsMenus(page);
    await engine.ask(async (client) => {
      const { beforeSending } = await client.settings.get();
      await client.settings.set({ beforeSending: { ...beforeSending, inSandbox: true } });
    });
    await deck.newMessage();
    const people = Array.from({ length: 40 }, (_, index) => `+372 5550 14${10 + index}`);
    await menus.paste(compose.to, people.join('\n'));
    await compose.text.fill('Tere');
    await page.keyboard.down('Control');
    await page.keyboard.down('Enter');
    const question = page.getByRole('dialog');
    await expect(question).toBeVisible();
    await expect(question.locator(':focus')).toHaveCount(1);
    for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.keyboard.up('Control');
    await expect(question).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(compose.heading).toBeVisible();
    const sent = await engine.ask((client) => client.messages.list({}));
    expect(sent).toMatchObject({ rows: [] });
  });

  test('scrolls on by Space where Space presses nothing, and presses a button only once', async ({
    deck,
  }) => {
    const { page } = deck;
    await deck.go('Settings');
    await page.evaluate(() => {
      const area = document.createElement('section');
      area.tabIndex = 0;
      const button = document.createElement('button');
      document.body.append(area, button);
      for (const one of [area, button]) {
        one.addEventListener('keydown', () => one.append('x'));
        one.className = 'held';
      }
    });
    for (const [at, seen] of ['xxx', 'x'].entries()) {
      const one = page.locator('.held').nth(at);
      await one.focus();
      for (let press = 0; press < 3; press += 1) await page.keyboard.down('Space');
      await page.keyboard.up('Space');
      await expect(one).toHaveText(seen);
    }
  });

  test('moves on through a menu and through the controls', async ({ deck }) => {
    const { page } = deck;
    await deck.newMessage();
    await deck.compose.addStep.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Viber' })).toBeFocused();
    await page.keyboard.down('ArrowDown');
    await page.keyboard.down('ArrowDown');
    await page.keyboard.up('ArrowDown');
    await expect(page.getByRole('menuitem').nth(2)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(deck.compose.addStep).toBeFocused();
    await page.keyboard.down('Tab');
    const first = await page.evaluate(() => document.activeElement?.outerHTML);
    await page.keyboard.down('Tab');
    await page.keyboard.up('Tab');
    expect(await page.evaluate(() => document.activeElement?.outerHTML)).not.toBe(first);
  });
});
