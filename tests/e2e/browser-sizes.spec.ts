/** Tests a small window, and one at 200 %: nothing is cut off, nothing needs horizontal scrolling. */
import type { Locator } from '@playwright/test';
import { violationsOf } from './axe.ts';
import type { Deck } from './pages/deck.ts';
import { settingsSections } from './pages/settings-screen.ts';
import { expect, test } from './test.ts';

/** Returns the elements that stick out at a side of the window, or of a part that cannot be scrolled. */
async function cutOff(deck: Deck): Promise<string[]> {
  return deck.page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth + 1) {
      found.push(`the page scrolls sideways: ${root.scrollWidth} of ${root.clientWidth}`);
    }
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`;
    for (const element of document.querySelectorAll('button, a[href], input, textarea, [role="listbox"]')) {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const box = element.getBoundingClientRect();
      // Text for screen readers is one pixel large, and off-screen elements appear when focused.
      if (box.width <= 1 || box.height <= 1 || box.bottom <= 0) continue;
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        const { overflowX } = getComputedStyle(around);
        if (overflowX === 'auto' || overflowX === 'scroll') break;
        if (overflowX === 'visible' && around !== root) continue;
        const outer =
          around === root ? new DOMRect(0, 0, root.clientWidth, 1) : around.getBoundingClientRect();
        if (box.left < outer.left - 2 || box.right > outer.right + 2)
          found.push(`${name(element)} is cut off`);
        break;
      }
    }
    return found;
  });
}

/** Checks that an element can be reached and clicked, with nothing on top of it. */
async function canBePressed(action: Locator): Promise<void> {
  await action.click({ trial: true });
}

/**
 * Checks both languages, because Estonian texts are longer; also with axe, because there is so little space.
 */
async function check(deck: Deck, where: string): Promise<void> {
  expect.soft(await cutOff(deck), where).toEqual([]);
  await deck.inEstonian(async () => {
    expect.soft(await cutOff(deck), `${where}, in Estonian`).toEqual([]);
    expect.soft(await violationsOf(deck.page, `${where}, in Estonian`)).toEqual([]);
  });
}

const sizes = [
  { name: '900 × 600', viewport: { width: 900, height: 600 }, deviceScaleFactor: 1 },
  // The remaining size of a window of 1360 × 860 at 200 %.
  { name: '200 %', viewport: { width: 680, height: 430 }, deviceScaleFactor: 2 },
] as const;

for (const { name, viewport, deviceScaleFactor } of sizes) {
  test.describe(`nothing is cut off at ${name}`, () => {
    test.use({ viewport: { ...viewport }, deviceScaleFactor });

    test.describe('on the first start, without an account', () => {
      test.use({ start: { sandbox: false, passphrase: null } });

      test('in the first start and the form that connects an account', async ({ deck }) => {
        await check(deck, 'welcome');
        await canBePressed(deck.welcome.startSandbox);
        await canBePressed(deck.welcome.connect);
        await deck.welcome.connect.click();
        await expect(deck.connect.dialog).toBeVisible();
        await deck.connect.addresses.click();
        await check(deck, 'connect');
        await canBePressed(deck.connect.submit);
        await canBePressed(deck.connect.dialog.getByRole('button', { name: 'Close' }));
      });
    });

    test.describe('on a history of messages', () => {
      test.use({ start: { sandbox: true, messages: 300 } });

      test('in the list of messages and in one message', async ({ deck }) => {
        await check(deck, 'messages');
        await canBePressed(deck.page.getByRole('button', { name: 'New message' }));
        await canBePressed(deck.messages.search);
        for (const tab of ['All', 'In progress', 'Needs attention', 'Scheduled'] as const) {
          await canBePressed(deck.messages.tab(tab));
        }
        await deck.messages.show('Needs attention');
        for (const status of ['All failed', 'Refused', 'Unknown', 'Delivered twice']) {
          const row = deck.messages.row(status).first();
          if ((await row.count()) === 0) continue;
          await row.click();
          await expect(deck.message.number).toBeVisible();
          await check(deck, `a message: ${status}`);
          await canBePressed(deck.message.sendAgain);
          await canBePressed(deck.message.more);
          await deck.page.keyboard.press('Escape');
          await expect(deck.messages.list).toBeVisible();
        }
      });

      test('in the raw callbacks of a message, behind their button or in the menu', async ({ deck }) => {
        await deck.messages.rows.first().click();
        await expect(deck.message.sendAgain).toBeVisible();
        if (await deck.message.rawReports.isHidden()) await deck.message.more.click();
        await canBePressed(
          deck.message.rawReports.or(deck.page.getByRole('menuitem', { name: /^Delivery reports/ })),
        );
      });

      test('on the compose screen', async ({ deck }) => {
        await deck.newMessage();
        await deck.compose.write({
          to: '+372 5550 1111',
          viber: 'Your parcel is here.',
          sms: 'Your parcel is at Rävala 5 – the code is 4471, and it waits for you there until Friday, 18:00.',
        });
        await deck.compose.choose('SMS');
        await expect(
          deck.page.getByRole('status').filter({ hasText: 'doubles the number of SMS parts' }),
        ).toBeVisible();
        await check(deck, 'compose');
        await expect(deck.compose.send).toBeInViewport({ ratio: 1 });
        await canBePressed(deck.compose.send);
        await canBePressed(deck.compose.addStep);
        await canBePressed(deck.compose.when);
        await canBePressed(deck.compose.text);
        await deck.compose.when.click();
        await canBePressed(deck.page.getByRole('button', { name: 'Send later' }));
      });

      test('in the list of callbacks and in one callback', async ({ deck }) => {
        await deck.go('Delivery reports');
        await expect(deck.reports.rows.first()).toBeVisible();
        await check(deck, 'callbacks');
        await canBePressed(deck.reports.tab('Unsigned'));
        await deck.reports.rows.first().click();
        await expect(deck.reports.headline).toBeVisible();
        await check(deck, 'a callback');
        await canBePressed(deck.reports.pane.getByRole('button', { name: 'Open the message' }));
        await canBePressed(deck.reports.pane.getByRole('button', { name: 'Copy as curl' }));
      });

      test('in settings and the status bar', async ({ deck }) => {
        await deck.go('Settings');
        for (const section of settingsSections) {
          await deck.settings.open(section);
          await check(deck, `settings: ${section}`);
        }
        await deck.settings.open('Accounts');
        await canBePressed(deck.settings.button('Connect an account'));
        await deck.page.keyboard.press('?');
        await expect(deck.dialog('Keyboard shortcuts')).toBeVisible();
        await check(deck, 'the shortcuts');
        await canBePressed(deck.dialog('Keyboard shortcuts').getByRole('button', { name: 'Close' }));
        await deck.page.keyboard.press('Escape');
        await expect(deck.dialog('Keyboard shortcuts')).toBeHidden();
        await deck.settings.open('Privacy');
        await deck.page.getByRole('radio', { name: /^Delete whole messages/ }).click();
        await canBePressed(deck.settings.button('Save'));
        await canBePressed(deck.bar.pause);
        await canBePressed(deck.bar.account);
      });
    });
  });
}
