/** Tests that a part of the window that cannot be loaded leaves the other parts on the screen. */
import { expect, test } from './test.ts';

test.use({ start: { sandbox: true, messages: 3 } });

test('a dialog that cannot be loaded leaves the screen, and opens after Reload', async ({ deck }) => {
  const { page, messages } = deck;
  await page.route(/\/assets\/export-dialog-[^/]*\.js$/, (route) => route.fulfill({ status: 404 }));
  await messages.export.click();
  const notice = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(notice).toBeVisible();
  await expect(messages.rows).toHaveCount(3);
  await expect(deck.dialog('Export messages')).toBeHidden();
  await page.unrouteAll();
  await notice.getByRole('button', { name: 'Reload' }).click();
  await expect(notice).toBeHidden();
  await messages.export.click();
  await expect(deck.dialog('Export messages')).toBeVisible();
});

test('a message that cannot be loaded leaves the list, and is loaded again', async ({ deck }) => {
  const { page, messages, message } = deck;
  await page.route(/\/assets\/message-view-[^/]*\.js$/, (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await messages.rows.first().click();
  const notice = message.pane.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(notice).toBeVisible();
  await expect(messages.rows).toHaveCount(3);
  await page.unrouteAll();
  await notice.getByRole('button', { name: 'Reload' }).click();
  await expect(message.number).toBeVisible();
});

for (const [part, open, name] of [
  ['palette', 'ControlOrMeta+k', 'Commands'],
  ['shortcuts-sheet', '?', 'Keyboard shortcuts'],
] as const) {
  test(`the part ${part} that cannot be loaded leaves the screen, and is offered again`, async ({ deck }) => {
    const { page, messages } = deck;
    await page.route(new RegExp(`/assets/${part}-[^/]*\\.js$`), (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await expect(messages.rows).toHaveCount(3);
    const notice = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await expect(notice).toBeHidden();
    await page.keyboard.press(open);
    await expect(notice).toBeVisible();
    await expect(messages.rows).toHaveCount(3);
    await expect(deck.bar.bar).toBeInViewport({ ratio: 1 });
    await page.unrouteAll();
    await notice.getByRole('button', { name: 'Reload' }).click();
    await expect(notice).toBeHidden();
    await expect(messages.rows).toHaveCount(3);
    await page.keyboard.press(open);
    await expect(deck.dialog(name)).toBeVisible();
  });
}

test('the dialog that connects an account leaves the screen if it cannot be loaded', async ({ deck }) => {
  const { page, messages, settings } = deck;
  await page.route(/\/assets\/connect-dialog-[^/]*\.js$/, (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await deck.go('Settings');
  await settings.open('Accounts');
  const connect = settings.button('Connect an account');
  await connect.click();
  const notice = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(notice).toBeVisible();
  await expect(deck.bar.bar).toBeInViewport({ ratio: 1 });
  await page.unrouteAll();
  await notice.getByRole('button', { name: 'Reload' }).click();
  await connect.click();
  await expect(deck.dialog('Connect a Messente account')).toBeVisible();
  await expect(messages.rows).toHaveCount(0);
});
